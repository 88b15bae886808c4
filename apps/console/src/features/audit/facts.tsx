import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isId, type IdKind } from '../../../../../libs/contracts/ids';
import { roles, type Role } from '../../../../../libs/contracts/posts';
import { stages, steps, type Stage, type Step } from '../../../../../libs/contracts/procedure';
import type { AuditEvent } from '../../api/audit';
import { useLanguage, useSay } from '../../words';
import { dateInFull, momentInFull } from '../../words/dates';
import { zhAudit } from '../../words/zh-audit';
import { useProcedureWords } from '../cases/words';

type Known = keyof typeof zhAudit.fact;
const isKnown = (name: string): name is Known => name in zhAudit.fact;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const date = /^\d{4}-\d\d-\d\d$/;
/** Ids, hashes and routes. */
const code = /^[a-z]+_[0-9a-f]{32}$|^[0-9a-f]{64}$|^(GET|POST|DELETE|PATCH|HEAD) /;
const people: readonly IdKind[] = ['person', 'organisation'];

/** What an event says beside who and when, by name: ids of people and bodies as their names, instants in full. */
export function useFactRows(): (event: AuditEvent) => (readonly [string, ReactNode])[] {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const procedure = useProcedureWords();
  const text = (value: string, { named }: AuditEvent): ReactNode => {
    const words = named[value];
    if (words) return say(words);
    if (people.some((kind) => isId(kind, value))) return <code>{value}</code>;
    if (instant.test(value)) return momentInFull(value, language);
    if (date.test(value)) return dateInFull(value, language);
    if ((steps as readonly string[]).includes(value)) return procedure.step(value as Step);
    if ((stages as readonly string[]).includes(value)) return procedure.stage(value as Stage);
    if ((roles as readonly string[]).includes(value)) return procedure.role(value as Role);
    return code.test(value) ? <code>{value}</code> : procedure.anyOutcome(value);
  };
  const show = (value: unknown, event: AuditEvent): ReactNode => {
    if (typeof value === 'string') return text(value, event);
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (isWords(value)) return say(value);
    if (Array.isArray(value)) {
      return (
        <ul className="plain">
          {value.map((one: unknown, at) => (
            <li key={at}>{show(one, event)}</li>
          ))}
        </ul>
      );
    }
    return typeof value === 'object' && value !== null ? (
      <ul className="plain">
        {Object.entries(value).map(([name, one]: [string, unknown]) => (
          <li key={name}>
            <span className="quiet">{label(name)}</span> {show(one, event)}
          </li>
        ))}
      </ul>
    ) : null;
  };
  const label = (name: string): string => (isKnown(name) ? t(`audit.fact.${name}`) : name);
  return (event) => {
    // Said in words already, or where it came from.
    const said = new Set(['address', 'agent', ...(event.refusal ? ['code'] : [])]);
    return Object.entries(event.facts)
      .filter(([name, value]) => !said.has(name) && !isEmpty(value))
      .map(([name, value]) => [label(name), show(value, event)] as const);
  };
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

const isWords = (value: unknown): value is { zh: string; en: string } =>
  typeof value === 'object' && value !== null && Object.keys(value).sort().join() === 'en,zh';
