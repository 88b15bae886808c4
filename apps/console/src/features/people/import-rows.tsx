import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportPreview, ImportRow } from '../../api/people';
import { Empty } from '../../ui/states';
import { Table, type Column } from '../../ui/table';
import { useSay } from '../../words';
import type { zhPeople } from '../../words/zh-people';

const states = ['refused', 'add', 'change', 'unchanged'] as const;
const atOnce = 200;

/** The lines of a file with what becomes of each: those with faults first to choose, all to begin with. */
export function ImportRows({ preview }: { preview: ImportPreview }): ReactNode {
  const { t } = useTranslation();
  const [state, setState] = useState<ImportRow['state'] | null>(null);
  const [shown, setShown] = useState(atOnce);
  const counts = {
    add: preview.counts.added,
    change: preview.counts.changed,
    unchanged: preview.counts.unchanged,
    refused: preview.counts.refused,
  };
  const done = preview.state === 'applied';
  const rows = state ? preview.rows.filter((row) => row.state === state) : preview.rows;
  const choose = (next: ImportRow['state'] | null): void => {
    setState(next);
    setShown(atOnce);
  };
  return (
    <>
      <div className="views people-tabs" role="group" aria-label={t('people.imports.filter')}>
        <button type="button" className="view" aria-pressed={state === null} onClick={() => choose(null)}>
          <span>{t('people.imports.all')}</span> <span className="count">{preview.rows.length}</span>
        </button>
        {states.map((one) => (
          <button key={one} type="button" className="view" aria-pressed={state === one} onClick={() => choose(one)}>
            <span>{t(`people.imports.${done ? 'rowDone' : 'row'}.${one}`)}</span>{' '}
            <span className="count">{counts[one]}</span>
          </button>
        ))}
      </div>
      {rows.length === 0 ? (
        <Empty title={t('people.imports.none')} />
      ) : (
        <Lines rows={rows.slice(0, shown)} done={done} caption={preview.fileName} />
      )}
      {rows.length > shown && (
        <Button block onClick={() => setShown(shown + atOnce)}>
          {t('people.imports.more', { count: Math.min(atOnce, rows.length - shown) })}
        </Button>
      )}
    </>
  );
}

function Lines({ rows, done, caption }: { rows: readonly ImportRow[]; done: boolean; caption: string }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const columns: Column<ImportRow>[] = [
    { title: t('people.imports.line'), cell: (row) => row.line },
    {
      title: t('people.imports.about'),
      cell: (row) => (row.about ? say(row.about) : <code>{row.key}</code>),
    },
    {
      title: t(done ? 'people.imports.did' : 'people.imports.result'),
      cell: (row) => (
        <span className={`tag row-${row.state}`}>{t(`people.imports.${done ? 'rowDone' : 'row'}.${row.state}`)}</span>
      ),
    },
    { title: t('people.imports.detail'), cell: (row) => <Detail row={row} /> },
  ];
  return <Table caption={caption} columns={columns} rows={rows} keyOf={(row) => String(row.line)} />;
}

function Detail({ row }: { row: ImportRow }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const column = (name: string): string =>
    name === ''
      ? t('people.imports.wholeLine')
      : t(`people.imports.column.${name as keyof typeof zhPeople.imports.column}`);
  if (row.reason) {
    return (
      <span className="row-why">
        {t('people.imports.why', { column: column(row.reason.column), reason: say(row.reason.message) })}
      </span>
    );
  }
  const shown = (value: string | null): string => value ?? t('people.imports.nothing');
  return (
    <ul className="plain">
      {row.changes.map((one) => (
        <li key={one.column}>
          {t('people.imports.change', { column: column(one.column), from: shown(one.from), to: shown(one.to) })}
        </li>
      ))}
    </ul>
  );
}
