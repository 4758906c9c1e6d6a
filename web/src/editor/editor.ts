/**
 * The SPARQL editor: YASQE in the place of the page's text area, which stays the form's field, so that a query
 * is run and answered as it is without JavaScript.
 *
 * YASQE of @zazuko/yasqe, where YASGUI is kept since TriplyDB left it (github.com/rdfjs/Yasgui): the editor
 * alone, for the server draws the results as it does for everybody. @triply/yasqe has stood still, and YASGUI as a
 * whole (its tabs, its result plugins with DataTables) is more than twice the size.
 */
import "@zazuko/yasqe/build/yasqe.min.css";
import "./editor.css";
import { Yasqe } from "@zazuko/yasqe";
import type { Context } from "../context";
import { make } from "../dom/make";
import { EXAMPLE, PREFIXES } from "./prefixes";
import { termsOf } from "./terms";

// "Nothing", where YASQE's types know only texts and functions.
const NONE = null as never;

export function startEditor(field: HTMLTextAreaElement, context: Context): void {
  const { say } = context;
  registerCompletions(context);
  const home = make("div", { class: "editor" });
  const run = (): void => field.form?.requestSubmit();
  const settings = {
    // The page has its own button, and nothing is remembered: the address holds the query.
    showQueryButton: false,
    persistenceId: NONE,
    consumeShareLink: NONE,
    createShareableLink: NONE,
    resizeable: false,
    editorHeight: "auto",
    // Tab leaves the editor, as the keyboard's users expect of a field.
    extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run, Tab: false, "Shift-Tab": false },
  };
  const editor = new Yasqe(home, settings);
  editor.setValue(field.value.trim() ? field.value : EXAMPLE);
  const label = field.labels?.[0];
  label?.addEventListener("click", () => editor.focus());
  editor.getInputField().setAttribute("aria-label", say("editor"));
  const described = field.getAttribute("aria-describedby") ?? "";
  editor.getInputField().setAttribute("aria-describedby", described);
  if (field.getAttribute("aria-invalid")) editor.getInputField().setAttribute("aria-invalid", "true");
  field.value = editor.getValue();
  editor.on("changes", () => {
    field.value = editor.getValue();
  });
  const writing = document.activeElement === field;
  field.hidden = true;
  field.after(home, make("p", { class: "hint" }, say("editorHelp")));
  // It was measured before it was in the page.
  editor.refresh();
  if (writing) editor.focus();
}

/** Completes prefixes, terms and classes of ours; the editor's own completions would ask other hosts. */
function registerCompletions(context: Context): void {
  Yasqe.defaults.autocompleters = ["variables", "prefixes", "property", "class"];
  const prefixes = Object.entries(PREFIXES).map(([name, iri]) => `${name}: <${iri}>`);
  Yasqe.forkAutocompleter("prefixes", { name: "prefixes", persistenceId: NONE, get: () => prefixes }, false);
  for (const name of ["property", "class"] as const) {
    const get = (): Promise<string[]> => termsOf(name, context);
    Yasqe.forkAutocompleter(name, { name, bulk: true, persistenceId: NONE, get }, false);
  }
}
