import { backend_util } from "@tensorflow/tfjs-core";
import type { Convolution } from "../convolution.js";

type Shape4 = [number, number, number, number];

/** The attributes that tfjs's convolution kernels have in common. */
export interface ConvolutionAttrs {
  strides: [number, number] | number;
  pad: "valid" | "same" | number | backend_util.ExplicitPadding;
  dataFormat: "NHWC" | "NCHW";
  dilations?: [number, number] | number;
  dimRoundingMode?: "floor" | "round" | "ceil";
}

/** What tfjs calls computeConv2DInfo, in our terms. */
export function convolutionOf(
  attrs: ConvolutionAttrs,
  imageShape: number[],
  filterShape: number[],
  address: number,
): Convolution & { outShape: Shape4 } {
  if (attrs.dataFormat === "NCHW")
    throw new Error("wasm: expected a convolution with dataFormat NHWC, got NCHW");
  const info = backend_util.computeConv2DInfo(
    imageShape as Shape4,
    filterShape as Shape4,
    attrs.strides,
    attrs.dilations ?? 1,
    attrs.pad,
    attrs.dimRoundingMode,
  );
  return {
    images: {
      address,
      count: info.batchSize,
      height: info.inHeight,
      width: info.inWidth,
      channels: info.inChannels,
    },
    canvas: {
      height: (info.outHeight - 1) * info.strideHeight + info.effectiveFilterHeight,
      width: (info.outWidth - 1) * info.strideWidth + info.effectiveFilterWidth,
      top: info.padInfo.top,
      left: info.padInfo.left,
    },
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    outChannels: info.outChannels,
    stride: [info.strideHeight, info.strideWidth],
    dilation: [info.dilationHeight, info.dilationWidth],
    filterHeight: info.filterHeight,
    filterWidth: info.filterWidth,
    outShape: info.outShape as Shape4,
  };
}
