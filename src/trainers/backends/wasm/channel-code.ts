import {
  add,
  add4,
  constant,
  FunctionBuilder,
  type Local,
  load4,
  multiply,
  multiplyAdd,
  repeat,
  store4,
  subtract4,
  zero4,
} from "./assembler.js";
import { FLOAT } from "./heap.js";

/*
 * Loops over rows of channels, four channels at a time: `vectors` is a quarter of the number of channels. `rows` and `vectors`
 * are counts and not 0; everything else is an address.
 */

const VECTOR = 4 * FLOAT; // bytes

/** products[c] += Σᵣ (x[r, c] − xShift[c]) · (y[r, c] − yShift[c]), and sums[c] += Σᵣ y[r, c]. */
export function sumChannelsFunction(fused: boolean) {
  const names = ["rows", "vectors", "x", "xShift", "y", "yShift", "sums", "products"] as const;
  const f = new FunctionBuilder(names);
  const { rows, vectors, x, xShift, y, yShift, sums, products } = f.parameters;
  const [vector, row, xAt, yAt, stride] = [f.i32(), f.i32(), f.i32(), f.i32(), f.i32()];
  const [sum, product, dx, dy, value] = [f.v128(), f.v128(), f.v128(), f.v128(), f.v128()];
  const next = constant(VECTOR);
  return f.emit(
    stride.set(multiply(vectors.get, constant(VECTOR))),
    repeat(
      vector,
      vectors.get,
      xAt.set(x.get),
      yAt.set(y.get),
      dx.set(load4(xShift.get)),
      dy.set(load4(yShift.get)),
      sum.set(zero4), // adding up each call's rows by themselves rounds less than one long sum
      product.set(zero4),
      repeat(
        row,
        rows.get,
        value.set(load4(yAt.get)),
        sum.set(add4(sum.get, value.get)),
        product.set(
          multiplyAdd(
            subtract4(load4(xAt.get), dx.get),
            subtract4(value.get, dy.get),
            product.get,
            fused,
          ),
        ),
        xAt.increase(stride.get),
        yAt.increase(stride.get),
      ),
      store4(sums.get, add4(load4(sums.get), sum.get)),
      store4(products.get, add4(load4(products.get), product.get)),
      ...[x, xShift, y, yShift, sums, products].map((address) => address.increase(next)),
    ),
  );
}

/** out[r, c] = xScale[c] · x[r, c] + yScale[c] · y[r, c] + shift[c]. */
export function scaleChannelsFunction(fused: boolean) {
  const names = ["rows", "vectors", "x", "xScale", "y", "yScale", "shift", "out"] as const;
  const f = new FunctionBuilder(names);
  const { rows, vectors, x, xScale, y, yScale, shift, out } = f.parameters;
  const [row, vector, at] = [f.i32(), f.i32(), f.i32()];
  const next = constant(VECTOR);
  const inner = (address: Local) => load4(add(address.get, at.get));
  return f.emit(
    repeat(
      row,
      rows.get,
      at.set(constant(0)),
      repeat(
        vector,
        vectors.get,
        store4(
          out.get,
          multiplyAdd(
            load4(x.get),
            inner(xScale),
            multiplyAdd(load4(y.get), inner(yScale), inner(shift), fused),
            fused,
          ),
        ),
        ...[x, y, out, at].map((address) => address.increase(next)),
      ),
    ),
  );
}
