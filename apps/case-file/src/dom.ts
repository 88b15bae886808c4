export type Child = Node | string | null | false;

/** An element with attributes and children. Text is always text: nothing of the record is ever read as markup. */
export function el<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  attributes: Record<string, string> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[T] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  for (const child of children) if (child !== null && child !== false) made.append(child);
  return made;
}

/** A table with a head; cells of a row in the order of the head. */
export const table = (caption: string, head: readonly string[], rows: readonly (readonly Child[])[]): HTMLElement =>
  el(
    'div',
    // Wide tables scroll by themselves, by keyboard too.
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, ...head.map((name) => el('th', { scope: 'col' }, name)))),
      el('tbody', {}, ...rows.map((cells) => el('tr', {}, ...cells.map((cell) => el('td', {}, cell))))),
    ),
  );
