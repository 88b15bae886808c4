/** A request by which items were passed on, and an item of it. */
interface Notice {
  id: string;
  parentId: string | null;
  answeredAt: number | null;
}
interface Item {
  id: string;
  requestId: string;
  passedFromId: string | null;
  originId: string | null;
  state: string;
  answerRev: number;
}

/** The item that was passed on, also of one that came in a later round. */
export function passedFrom<I extends Item>(item: I, items: readonly I[]): string | null {
  const origin = item.originId === null ? undefined : items.find((one) => one.id === item.originId);
  return origin ? passedFrom(origin, items) : item.passedFromId;
}

/**
 * The item by which something that was passed on came back: of all notices and rounds the one submitted last. None while
 * nothing was submitted, and none where the last one was returned: a better one is to come.
 */
export function handedIn<I extends Item, N extends Notice>(
  parentId: string,
  itemId: string,
  notices: readonly N[],
  items: readonly I[],
): { item: I; notice: N & { answeredAt: number } } | null {
  const submitted = notices
    .filter((one): one is N & { answeredAt: number } => one.parentId === parentId && one.answeredAt !== null)
    .sort((a, b) => b.answeredAt - a.answeredAt);
  for (const notice of submitted) {
    const item = items.find((one) => one.requestId === notice.id && passedFrom(one, items) === itemId);
    if (item) return item.state === 'returned' || item.answerRev === 0 ? null : { item, notice };
  }
  return null;
}
