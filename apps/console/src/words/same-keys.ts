/** The same keys as the Chinese words, each a text: a key missing in the other language does not compile. */
export type SameKeys<T> = { [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };
