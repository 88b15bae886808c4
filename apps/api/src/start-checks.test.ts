import { sayWhatIsMissing, scannerOf } from './start-checks';

describe('at its start the API', () => {
  const said = (env: Parameters<typeof scannerOf>[0]): unknown[] => {
    const lines: unknown[] = [];
    sayWhatIsMissing(env, { warn: (...line: unknown[]) => void lines.push(line) });
    return lines;
  };

  it.each([
    ['production', null, 'missing', 1],
    ['production', 'tcp://scanner:3310', 'configured', 0],
    ['training', null, 'training', 0],
    ['training', 'tcp://scanner:3310', 'configured', 0],
  ] as const)('in %s with the scanner %s: %s, %i warnings', (mode, clamdAddress, scanner, warnings) => {
    expect(scannerOf({ mode, clamdAddress })).toBe(scanner);
    expect(said({ mode, clamdAddress })).toHaveLength(warnings);
  });
});
