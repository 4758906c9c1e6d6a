import { beforeEach, expect, test } from "vitest";
import { listenToKeys, nearest } from "../src/graph/keys";
import type { Place, Stage } from "../src/graph/stage";

const PLACES: Place[] = [
  { id: "middle", x: 100, y: 100 },
  { id: "right", x: 160, y: 110 },
  { id: "far right", x: 300, y: 100 },
  { id: "above", x: 100, y: 20 },
  { id: "aside", x: 190, y: 30 },
];

let box: HTMLElement;
let chosen: string;
let done: string[];

/** A stage that writes down what it is told. */
const stage = {
  places: () => PLACES,
  move: (iri: string, right: number, down: number) => done.push(`move ${iri} ${right} ${down}`),
  reveal: (iri: string) => done.push(`reveal ${iri}`),
  fit: () => done.push("fit"),
  zoom: (factor: number) => done.push(`zoom ${factor > 1 ? "in" : "out"}`),
} as Partial<Stage> as Stage;

beforeEach(() => {
  box = document.createElement("div");
  chosen = "";
  done = [];
  listenToKeys(
    box,
    () => stage,
    () => chosen,
    { chosen: (id) => done.push(`chosen ${id}`), opened: (iri) => done.push(`opened ${iri}`) },
  );
});

/** Presses a key; whether the page has taken it for itself. */
function press(key: string, held: KeyboardEventInit = {}): boolean {
  return !box.dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true, ...held }));
}

test("the nearest place is the one ahead, not the one aside", () => {
  const [middle] = PLACES as [Place];
  expect(nearest(PLACES, middle, [1, 0])?.id).toBe("right");
  expect(nearest(PLACES, middle, [0, -1])?.id).toBe("above");
  expect(nearest(PLACES, middle, [-1, 0])).toBeUndefined();
});

test("an arrow key chooses the first entity, then the next in its direction", () => {
  expect(press("ArrowRight")).toBe(true);
  chosen = "middle";
  press("ArrowRight");
  press("ArrowLeft");
  expect(done).toEqual(["chosen middle", "reveal middle", "chosen right", "reveal right"]);
});

test("Enter opens the chosen entity; without one the key is the browser's", () => {
  expect(press("Enter")).toBe(false);
  chosen = "right";
  expect(press("Enter")).toBe(true);
  expect(done).toEqual(["opened right"]);
});

test("with Shift the arrow keys move the chosen entity", () => {
  chosen = "right";
  press("ArrowDown", { shiftKey: true });
  press("ArrowLeft", { shiftKey: true });
  expect(done).toEqual(["move right 0 20", "move right -20 0"]);
});

test("plus, minus and 0 zoom and fit; with Ctrl they are the browser's", () => {
  for (const key of ["+", "=", "-", "0"]) press(key);
  expect(done).toEqual(["zoom in", "zoom in", "zoom out", "fit"]);
  expect(press("+", { ctrlKey: true })).toBe(false);
  expect(press("Tab")).toBe(false);
  expect(done).toHaveLength(4);
});
