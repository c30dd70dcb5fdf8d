import type { LaunchReply } from "../../../src/api/launches.js";
import { api } from "../api-client.js";

const ASK_AGAIN_MS = 400; // a process needs about as long to begin

/** Asks how an orchestrator begins until it is at work or has ended. @throws where the server no longer knows it. */
export async function watchLaunch(
  launch: LaunchReply,
  onChange: (launch: LaunchReply) => void,
): Promise<LaunchReply> {
  let now = launch;
  while (now.state === "starting") {
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    now = await api.launch(launch.id);
    onChange(now);
  }
  return now;
}
