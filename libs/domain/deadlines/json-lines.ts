/** A JSON text with the line on which each of its values begins. */
export type JsonLines =
  { ok: true; value: unknown; lineOf: (path: readonly PropertyKey[]) => number } | { ok: false; line: number };

const key = (path: readonly PropertyKey[]): string => path.map(String).join('\u0000');
const deepest = 32;

/**
 * Reads JSON as `JSON.parse` does and remembers the lines, so that a problem can name its line. What is broken names
 * the line where it stops being JSON; a value that is missing is told by the line of what it is missing in.
 */
export function readJsonLines(text: string): JsonLines {
  const lines = new Map<string, number>();
  const reader = new Reader(text, lines);
  try {
    const value = reader.whole();
    return {
      ok: true,
      value,
      lineOf: (path) => {
        for (let length = path.length; length > 0; length -= 1) {
          const line = lines.get(key(path.slice(0, length)));
          if (line !== undefined) return line;
        }
        return lines.get('') ?? 1;
      },
    };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, line: reader.line() };
    throw error;
  }
}

class Reader {
  private at = 0;
  private counted = 0;
  private lineNow = 1;

  constructor(
    private readonly text: string,
    private readonly lines: Map<string, number>,
  ) {}

  whole(): unknown {
    const value = this.value([]);
    this.space();
    if (this.at < this.text.length) throw new SyntaxError('more than one value');
    return value;
  }

  /** The line of where the reader is; it only goes forward. */
  line(): number {
    for (; this.counted < this.at; this.counted += 1) if (this.text[this.counted] === '\n') this.lineNow += 1;
    return this.lineNow;
  }

  private value(path: PropertyKey[]): unknown {
    this.space();
    if (path.length > deepest) throw new SyntaxError('too deep');
    this.lines.set(key(path), this.line());
    const next = this.text[this.at];
    if (next === '{') return this.object(path);
    if (next === '[') return this.array(path);
    return this.token();
  }

  private object(path: PropertyKey[]): Record<string, unknown> {
    const found: [string, unknown][] = [];
    this.at += 1;
    if (this.ends('}')) return {};
    do {
      this.space();
      const name = this.token();
      if (typeof name !== 'string') throw new SyntaxError('no name');
      this.expect(':');
      found.push([name, this.value([...path, name])]);
    } while (this.goesOn('}'));
    return Object.fromEntries(found);
  }

  private array(path: PropertyKey[]): unknown[] {
    const found: unknown[] = [];
    this.at += 1;
    if (this.ends(']')) return found;
    do found.push(this.value([...path, found.length]));
    while (this.goesOn(']'));
    return found;
  }

  /** Strings, numbers and words: their own grammar is left to `JSON.parse`. */
  private token(): unknown {
    const pattern = /"(?:[^"\\\n]|\\.)*"|[-+.\w]+/y;
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) throw new SyntaxError('no value');
    const value: unknown = JSON.parse(found);
    this.at += found.length;
    return value;
  }

  private space(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? '')) this.at += 1;
  }

  private ends(mark: string): boolean {
    this.space();
    if (this.text[this.at] !== mark) return false;
    this.at += 1;
    return true;
  }

  private goesOn(end: string): boolean {
    if (this.ends(end)) return false;
    this.expect(',');
    return true;
  }

  private expect(mark: string): void {
    if (!this.ends(mark)) throw new SyntaxError(`no ${mark}`);
  }
}
