/** May anything be changed through the server that served this page? It was started so, and stays so. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { PermissionReply } from "../../../src/api/permission.js";
import { api } from "../api-client.js";

const permission = signal<PermissionReply | null>(null);
let asked: Promise<void> | null = null;

/** Null until the server has answered. */
export function usePermission(): PermissionReply | null {
  useEffect(() => void ask(), []);
  return permission.value;
}

/** Once for the whole page; after a failure the next component to ask tries again. */
function ask(): Promise<void> {
  asked ??= api.permission().then(
    (reply) => {
      permission.value = reply;
    },
    () => {
      asked = null;
    },
  );
  return asked;
}
