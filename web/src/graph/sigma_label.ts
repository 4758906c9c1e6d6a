/** The name of the node under the pointer and of the chosen one, on a plate in the page's own colours. */
import type { Settings } from "sigma/settings";
import type { NodeDisplayData, PartialButFor } from "sigma/types";
import { token } from "./stage";

type Drawn = PartialButFor<NodeDisplayData, "x" | "y" | "size" | "label" | "color">;

const AROUND = 4;

/** Draws a ring around a node and its name beside it; Sigma.js's own plate is white, also in the dark. */
export function drawNamed(canvas: CanvasRenderingContext2D, node: Drawn, settings: Settings): void {
  const radius = node.size + AROUND;
  canvas.fillStyle = token("sheet");
  canvas.strokeStyle = token("accent");
  canvas.lineWidth = 2;
  canvas.beginPath();
  canvas.arc(node.x, node.y, radius, 0, 2 * Math.PI);
  canvas.stroke();
  if (!node.label) return;
  const size = settings.labelSize;
  canvas.font = `600 ${size}px ${settings.labelFont}`;
  const left = node.x + radius + AROUND;
  const width = canvas.measureText(node.label).width + 2 * AROUND;
  const height = size + 2 * AROUND;
  canvas.beginPath();
  canvas.roundRect(left, node.y - height / 2, width, height, AROUND);
  canvas.fill();
  canvas.lineWidth = 1;
  canvas.stroke();
  canvas.fillStyle = token("ink");
  canvas.fillText(node.label, left + AROUND, node.y + size / 3);
}
