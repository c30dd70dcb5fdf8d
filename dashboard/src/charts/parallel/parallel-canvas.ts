import { namePicture } from "../name-picture.js";
import { drawParallel } from "./draw-parallel.js";
import { nearestLine, type ParallelScene } from "./parallel-scene.js";

const PICTURE_RATIO = 2; // sharp on paper and on dense screens

/** Draws scenes, at most one a frame; the canvas follows the size of the scene. */
export class ParallelCanvas {
  readonly element = document.createElement("canvas");
  #scene: ParallelScene | null = null;
  #frame = 0;

  constructor() {
    this.element.className = "parallel-canvas";
  }

  show(scene: ParallelScene, label: string): void {
    this.#scene = scene;
    namePicture(this.element, label);
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  /** Index of the run whose line is at a point, in CSS pixels; null where none is. */
  runAt(x: number, y: number): number | null {
    return this.#scene && nearestLine(this.#scene, x, y);
  }

  /** The scene at twice the size of CSS pixels; null before there is one. */
  picture(): { canvas: HTMLCanvasElement; width: number; height: number } | null {
    if (!this.#scene) return null;
    const canvas = document.createElement("canvas");
    drawOn(canvas, { ...this.#scene, emphasised: null }, PICTURE_RATIO);
    return { canvas, width: this.#scene.width, height: this.#scene.height };
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
  }

  #draw(): void {
    if (!this.#scene) return;
    drawOn(this.element, this.#scene, window.devicePixelRatio);
    this.element.style.width = `${this.#scene.width}px`;
    this.element.style.height = `${this.#scene.height}px`;
  }
}

function drawOn(canvas: HTMLCanvasElement, scene: ParallelScene, ratio: number): void {
  const [columns, rows] = [Math.round(scene.width * ratio), Math.round(scene.height * ratio)];
  if (canvas.width !== columns) canvas.width = columns;
  if (canvas.height !== rows) canvas.height = rows;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawParallel(context, scene);
}
