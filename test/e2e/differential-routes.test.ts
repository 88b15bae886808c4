import * as z from 'zod';
import { allEndpoints, pathOf, type Endpoint } from '../../apps/api/src/http/endpoint';
import { compared, excused } from './differential-routes';
import { pagedLists } from './differential-reading';
// Registers every endpoint.
import '../../apps/api/src/app.module';

const reading = allEndpoints().filter(({ method }) => method === 'GET');
const nameOf = (endpoint: Endpoint): string => `${endpoint.method} ${pathOf(endpoint)}`;
const parametersOf = ({ query }: Endpoint): string[] => (query instanceof z.ZodObject ? Object.keys(query.shape) : []);

describe('what is compared with and without hidden rows', () => {
  it('is every route that reads, or it is said why not', () => {
    expect(reading.length).toBeGreaterThan(60);
    const known = [...Object.keys(compared), ...Object.keys(excused)];
    expect(new Set(known).size).toBe(known.length);
    expect([...known].sort()).toEqual(reading.map(nameOf).sort());
    for (const reason of Object.values(excused)) expect(reason.length).toBeGreaterThan(20);
  });

  it('asks with each parameter: every search, filter and order', () => {
    for (const endpoint of reading) {
      const questions = compared[nameOf(endpoint)];
      if (!questions) continue;
      const used = new Set(
        questions.flatMap((question) => [...question.matchAll(/[?&](\w+)=/g)].map(([, name]) => name)),
      );
      const wanted = parametersOf(endpoint).filter((name) => name !== 'limit' && name !== 'after');
      expect([nameOf(endpoint), wanted.filter((name) => !used.has(name))]).toEqual([nameOf(endpoint), []]);
    }
  });

  it('reads every list of the API one by one, but those of the audit, which hide nothing from their reader', () => {
    const lists = reading.filter(
      (endpoint) =>
        parametersOf(endpoint).includes('after') && !pathOf(endpoint).includes(':') && compared[nameOf(endpoint)],
    );
    const names = lists.map((endpoint) => endpoint.path.slice(1)).filter((path) => !path.startsWith('audit/'));
    expect([...pagedLists].sort()).toEqual(names.sort());
  });
});
