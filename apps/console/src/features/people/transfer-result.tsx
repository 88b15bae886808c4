import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransferReport } from '../../api/people';
import { Notice, Page } from '../../ui/page';
import { Table, type Column } from '../../ui/table';
import { useSay } from '../../words';
import { useProcedureWords } from '../cases/words';
import { BackToPerson } from './ways-back';

type Item = TransferReport['items'][number];

/** What became of each task. */
export function TransferResult({
  personId,
  name,
  report,
}: {
  personId: string;
  name: string;
  report: TransferReport;
}): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const procedure = useProcedureWords();
  const count = (result: Item['result']): number => report.items.filter((item) => item.result === result).length;
  const columns: Column<Item>[] = [
    { title: t('people.transfer.case'), cell: (row) => <span className="figures">{row.caseNumber}</span> },
    { title: t('people.transfer.step'), cell: (row) => procedure.step(row.step) },
    { title: t('people.transfer.outcome'), cell: (row) => t(`people.transfer.${row.result}`) },
    { title: t('people.transfer.reason'), cell: (row) => (row.reason ? say(row.reason.message) : '') },
  ];
  return (
    <Page title={t('people.transfer.resultTitle', { name })}>
      <Notice
        tone="done"
        live
        title={t('people.transfer.resultLead', { given: count('given'), released: count('released') })}
      />
      <div className="panel-foot">
        <Table
          caption={t('people.transfer.outcome')}
          columns={columns}
          rows={report.items}
          keyOf={(row) => row.taskId}
        />
      </div>
      <p className="panel-foot">
        <BackToPerson personId={personId} />
      </p>
    </Page>
  );
}
