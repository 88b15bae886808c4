import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  Field,
  IndicatorEntry,
  IndicatorJudgement,
  MissingReason,
  Words,
} from '../../../../../libs/contracts/forms';
import type { Outcome, Stage, Step, Target } from '../../../../../libs/contracts/procedure';
import { checklistWords, type ChecklistItem } from '../../../../../libs/contracts/words/archive';
import { findStep } from '../../../../../libs/domain/cases/registry';
import { contentAddress } from '../../api/upload';
import type { Standard, TaskDocument } from '../../api/types';
import { Facts } from '../../ui/page';
import { Table } from '../../ui/table';
import { useLanguage, useSay } from '../../words';
import { dateInFull, figure } from '../../words/dates';
import { useProcedureWords } from '../cases/words';

interface Context {
  documents: readonly TaskDocument[];
  caseId: string;
  standard: Standard | null;
  /** Names behind persons and seats; without them only their number is told. */
  named?: readonly { id: string; name: Words }[];
}

interface Props extends Context {
  stage: Stage;
  step: Step;
  outcome: Outcome;
  form: Record<string, unknown>;
}

/** What was entered, field by field, under the labels of the form it was entered in. */
export function Entered({ stage, step, outcome, form, ...context }: Props): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const fields = (findStep(stage, step)?.outcomes[outcome]?.form ?? []).filter(
    (field) => form[field.name] !== undefined,
  );
  if (fields.length === 0) return <p className="quiet">{t('record.nothing')}</p>;
  return (
    <Facts
      rows={fields.map(
        (field) =>
          [
            say(field.label),
            <Value key={field.name} field={field} value={form[field.name]} context={context} />,
          ] as const,
      )}
    />
  );
}

function Value({ field, value, context }: { field: Field; value: unknown; context: Context }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const procedure = useProcedureWords();
  switch (field.type) {
    case 'text':
    case 'paragraph':
      return <span className="said">{String(value)}</span>;
    case 'number':
      return <span className="figures">{figure(Number(value))}</span>;
    case 'date':
      return dateInFull(String(value), language);
    case 'flag':
      return value === true ? t('ui.yes') : t('ui.no');
    case 'choice': {
      const option = field.options.find((one) => one.value === value);
      return option ? say(option.label) : String(value);
    }
    case 'document':
      return <DocumentLink id={String(value)} context={context} />;
    case 'documents':
      return (value as string[]).map((id) => <DocumentLink key={id} id={id} context={context} />);
    case 'rows':
      return <Rows field={field} rows={value as Record<string, unknown>[]} context={context} />;
    case 'indicators':
      return <Indicators entries={value as IndicatorEntry[]} context={context} />;
    case 'judgements':
      return <Judgements given={value as IndicatorJudgement[]} context={context} />;
    case 'seats':
      return (
        <Named
          ids={(value as { personIds: string[] }).personIds}
          lead={(value as { leadId: string }).leadId}
          context={context}
        />
      );
    case 'attendance':
      return <Named ids={value as string[]} context={context} />;
    case 'checklist':
      return (value as MissingReason[]).map((one) => (
        <div key={one.item}>
          {say(checklistWords[one.item as ChecklistItem])}
          {t('archive.because')}
          {one.reason}
        </div>
      ));
    case 'retention-class':
      return <Named ids={[value as string]} context={context} />;
    case 'target': {
      const target = value as Target;
      return `${procedure.stage(target.stage)} · ${procedure.step(target.step)}`;
    }
  }
}

function DocumentLink({ id, context }: { id: string; context: Context }): ReactNode {
  const document = context.documents.find((one) => one.id === id);
  return (
    <a className="document-link" href={contentAddress(context.caseId, id)} download={document?.fileName}>
      {document ? document.title : id}
    </a>
  );
}

/** Members of a panel by name, the lead marked; their number alone where the names are not known here. */
function Named({ ids, lead, context }: { ids: readonly string[]; lead?: string; context: Context }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const names = ids.flatMap((id) => {
    const known = context.named?.find((one) => one.id === id);
    return known ? [id === lead ? t('record.leadNamed', { name: say(known.name) }) : say(known.name)] : [];
  });
  if (names.length < ids.length) return t('seats.chosen', { count: ids.length });
  return names.join(language === 'en' ? ', ' : '、');
}

interface Numbered {
  row: Record<string, unknown>;
  key: string;
}

function Rows({
  field,
  rows,
  context,
}: {
  field: Extract<Field, { type: 'rows' }>;
  rows: Record<string, unknown>[];
  context: Context;
}): ReactNode {
  const say = useSay();
  const numbered: Numbered[] = rows.map((row, at) => ({ row, key: String(at) }));
  return (
    <Table<Numbered>
      caption={say(field.label)}
      keyOf={(one) => one.key}
      rows={numbered}
      columns={field.columns.map((column) => ({
        title: say(column.label),
        numeric: column.type === 'number',
        cell: ({ row }) =>
          row[column.name] === undefined ? '' : <Value field={column} value={row[column.name]} context={context} />,
      }))}
    />
  );
}

function useIndicatorTitle(context: Context): (id: string) => string {
  const say = useSay();
  return (id) => {
    const indicator = context.standard?.indicators.find((one) => one.id === id);
    return indicator ? `${id} ${say(indicator.title)}` : id;
  };
}

function Indicators({ entries, context }: { entries: IndicatorEntry[]; context: Context }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const title = useIndicatorTitle(context);
  const said = (entry: IndicatorEntry): string =>
    [
      entry.confirmed === undefined ? '' : entry.confirmed ? t('indicator.confirmed') : t('indicator.notConfirmed'),
      (entry.figures ?? []).map(figure).join(' → '),
      entry.statement ?? '',
    ]
      .filter((part) => part !== '')
      .join(language === 'en' ? '; ' : '；');
  return (
    <Table
      caption={t('indicator.caption')}
      keyOf={(entry) => entry.indicator}
      rows={entries}
      columns={[
        { title: t('indicator.condition'), cell: (entry) => title(entry.indicator) },
        { title: t('indicator.declared'), cell: (entry) => <span className="figures">{said(entry)}</span> },
        {
          title: t('indicator.evidenceShort'),
          cell: (entry) => (entry.evidence ?? []).map((id) => <DocumentLink key={id} id={id} context={context} />),
        },
      ]}
    />
  );
}

function Judgements({ given, context }: { given: IndicatorJudgement[]; context: Context }): ReactNode {
  const { t } = useTranslation();
  const title = useIndicatorTitle(context);
  return (
    <Table
      caption={t('judgement.caption')}
      keyOf={(one) => one.indicator}
      rows={given}
      columns={[
        { title: t('indicator.condition'), cell: (one) => title(one.indicator) },
        { title: t('judgement.title'), cell: (one) => t(`judgement.${one.met}`) },
        { title: t('judgement.remarkShort'), cell: (one) => one.remark ?? '' },
      ]}
    />
  );
}
