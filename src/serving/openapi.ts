import { z } from "zod";
import { failure, health, manyPictures, modelCard, onePicture, predictReply } from "./schemas.js";

/** The description of the server, OpenAPI 3.1, made of the schemas by which it checks requests. */
export function openApi(version: string) {
  const failed = { description: "What was expected and got", ...json(failure) };
  return {
    openapi: "3.1.0",
    info: { title: "sweep serve", version, description: "Recognises handwritten digits." },
    paths: {
      "/predict": {
        post: {
          summary: "The digits that pictures show",
          requestBody: { required: true, content: PICTURES },
          responses: {
            200: { description: "The answers", ...json(predictReply) },
            400: failed,
            413: failed,
            422: failed,
          },
        },
      },
      "/model": read("The model card", json(modelCard)),
      "/health": read("Whether it answers", json(health)),
      "/metrics": read("Counts for Prometheus", { content: { "text/plain": { schema: TEXT } } }),
      "/openapi.json": read("This description", {
        content: { "application/json": { schema: { type: "object" } } },
      }),
    },
  };
}

const TEXT = { type: "string" };

const PICTURES = {
  "application/json": { schema: { oneOf: [schemaOf(onePicture), schemaOf(manyPictures)] } },
  "image/png": {
    schema: {
      ...{ type: "string", contentMediaType: "image/png" },
      description:
        "28 × 28 in white on black is taken as it is; any other picture is cropped, scaled and centred as MNIST's were",
    },
  },
  "text/csv": {
    schema: { ...TEXT, description: "Rows of 784 grey levels, with or without Kaggle's header" },
  },
};

function read(summary: string, content: object) {
  return { get: { summary, responses: { 200: { description: summary, ...content } } } };
}

function json(schema: z.ZodType) {
  return { content: { "application/json": { schema: schemaOf(schema) } } };
}

function schemaOf(schema: z.ZodType) {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
  }); // 3.1's own dialect is the same
  return rest;
}
