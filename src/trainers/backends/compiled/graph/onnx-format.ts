import protobuf from "protobufjs";

/** The part of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto that a graph of tensors needs, with its numbers. */
const SCHEMA = `
syntax = "proto3";
message ModelProto {
  int64 irVersion = 1; string producerName = 2; string docString = 6; GraphProto graph = 7; repeated OperatorSet opsetImport = 8;
  repeated Entry metadataProps = 14;
}
message Entry { string key = 1; string value = 2; }
message OperatorSet { string domain = 1; int64 version = 2; }
message GraphProto {
  repeated NodeProto node = 1; string name = 2; repeated TensorProto initializer = 5;
  repeated ValueInfo input = 11; repeated ValueInfo output = 12;
}
message NodeProto {
  repeated string input = 1; repeated string output = 2; string name = 3; string opType = 4;
  repeated Attribute attribute = 5; string domain = 7;
}
message Attribute { string name = 1; float f = 2; int64 i = 3; bytes s = 4; repeated int64 ints = 8; int32 type = 20; }
message TensorProto { repeated int64 dims = 1; int32 dataType = 2; string name = 8; bytes rawData = 9; }
message ValueInfo { string name = 1; Type type = 2; }
message Type { TensorType tensorType = 1; }
message TensorType { int32 elemType = 1; Shape shape = 2; }
message Shape { repeated Dimension dim = 1; }
message Dimension { oneof size { int64 dimValue = 1; string dimParam = 2; } }
`;

const modelType = protobuf.parse(SCHEMA).root.lookupType("ModelProto");

/** The bytes of an ONNX file. */
export function encodeModel(model: Model): Uint8Array {
  return modelType.encode(modelType.create(model)).finish();
}

/** The model in an ONNX file that `encodeModel` wrote. */
export function decodeModel(bytes: Uint8Array): Model {
  return modelType.toObject(modelType.decode(bytes), { longs: Number, arrays: true }) as Model; // by the schema above
}

export interface Model {
  irVersion: number;
  producerName: string;
  docString?: string;
  graph: Graph;
  opsetImport: { domain: string; version: number }[];
  /** What people and programs want to know of it. */
  metadataProps?: { key: string; value: string }[];
}

export interface Graph {
  name: string;
  node: Node[];
  initializer: Initializer[];
  input: ValueInfo[];
  output: ValueInfo[];
}

export interface Node {
  name: string;
  opType: string;
  domain: string;
  input: string[];
  output: string[];
  attribute: {
    name: string;
    type: number;
    f?: number;
    i?: number;
    s?: Uint8Array;
    ints?: number[];
  }[];
}

export interface Initializer {
  name: string;
  dims: number[];
  dataType: number;
  /** Little-endian. */
  rawData: Uint8Array;
}

export interface ValueInfo {
  name: string;
  type: { tensorType: { elemType: number; shape: { dim: Dimension[] } } };
}

/** A length, or a name for lengths of any size. */
export type Dimension = { dimValue: number } | { dimParam: string };

/** TensorProto.DataType */
export const ELEMENT_TYPES = { float32: 1, int32: 6, int64: 7, bool: 9 } as const;
/** AttributeProto.AttributeType */
export const ATTRIBUTE_TYPES = { f: 1, i: 2, s: 3, ints: 7 } as const;
