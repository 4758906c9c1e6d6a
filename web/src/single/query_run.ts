/** A query while it runs: what it is doing, a button that stops it, and how it ended. */
import { button } from "../dom/make";
import { type Say, wordsIn } from "../words";
import { el } from "./dom";
import { StoppedError } from "./engine/engine";
import { results } from "./results";
import type { View } from "./view";

/**
 * Run a query and show its results below the form; what is wrong with it is shown by `refused`, or there too.
 * It is stopped when the reader says so or leaves the page, and at the deadline.
 */
export async function answer(
  view: View,
  form: Element | null,
  text: string,
  refused?: (message: string) => void,
): Promise<void> {
  const say = wordsIn(view.lang);
  const stopping = new AbortController();
  view.left.addEventListener("abort", () => stopping.abort());
  const status = el("span", { role: "status" });
  const stop = button(say("stop"), () => stopping.abort(), { class: "minor" });
  const running = el("p", { class: "running" }, status, stop);
  form?.after(running);
  try {
    const shown = await results(view, text, stopping.signal, (doing) => {
      status.textContent = say(doing === "loading" ? "loadingData" : "running");
    });
    running.replaceWith(shown);
  } catch (error) {
    if (!view.isShown()) return;
    if (refused && !(error instanceof StoppedError)) refused(messageOf(error, view, say));
    else running.after(problem(messageOf(error, view, say)));
  } finally {
    running.remove();
  }
}

/** Wait for a file that a link stands for; what went wrong is said behind the link's paragraph. */
export async function guarded(view: View, link: Element, making: Promise<unknown>): Promise<void> {
  try {
    await making;
  } catch (error) {
    const place = link.closest("p, ul") ?? link;
    if (view.isShown()) place.after(problem(messageOf(error, view, wordsIn(view.lang))));
  }
}

function messageOf(error: unknown, view: View, say: Say): string {
  if (!(error instanceof StoppedError)) return error instanceof Error ? error.message : String(error);
  const seconds = view.source.deadline.toLocaleString(view.lang);
  return error.isOverdue ? say("overdue").replace("{seconds}", seconds) : say("stopped");
}

const problem = (message: string): HTMLElement => el("p", { class: "problem", role: "alert" }, message);
