/** Elements made of values: texts stay texts, never markup. */

type Child = Node | string;

/** An element with attributes and children; an attribute without a value is left out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | undefined> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** HTML that this file carries, drawn by the server's templates, as nodes. */
export function nodesOf(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** Put a value into the field of a form; nothing happens where there is no such field. */
export function fill(form: Element | null, name: string, value: string): void {
  const field = form?.querySelector(`[name="${CSS.escape(name)}"]`);
  if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = value !== "";
  else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = value;
  else if (field instanceof HTMLSelectElement) field.value = value;
}
