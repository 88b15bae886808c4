import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { archiveQuery } from '../../api/queries';
import type { ArchiveView, CasePage } from '../../api/types';
import { transferPackageAddress } from '../../api/upload';
import { Facts, Panel } from '../../ui/page';
import { Fetched } from '../../ui/states';
import { useLanguage, useSay } from '../../words';
import { dateInFull, dayOfInstant, fileSize } from '../../words/dates';
import { Basis } from '../deadlines/basis';
import { ActLinks, archiveActions } from '../cases/case-actions';
import { useProcedureWords } from '../cases/words';
import { Checklist } from './checklist';

/** 归档, for members of the body whose archive it is: where it stands, the files accepted, legal holds, the check-list. */
export function ArchivePanel({ page, task }: { page: CasePage; task?: string }): ReactNode {
  const { t } = useTranslation();
  const answer = useQuery(archiveQuery(page.id));
  return (
    <Panel title={t('archive.title')}>
      <Fetched answer={answer}>
        {(archive) => (
          <>
            <Standing archive={archive} />
            {archive.files.map((file) => (
              <File key={file.id} page={page} file={file} />
            ))}
            <Holds archive={archive} />
            <p className="card-actions">
              <ActLinks page={page} of={archiveActions} task={task} />
            </p>
            <details>
              <summary>{t('archive.checklist')}</summary>
              <Checklist rows={archive.checklist} />
            </details>
          </>
        )}
      </Fetched>
    </Panel>
  );
}

function Standing({ archive }: { archive: ArchiveView }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const procedure = useProcedureWords();
  const missing = archive.checklist.filter((row) => row.state === 'missing').length;
  return (
    <Facts
      rows={[
        [t('archive.where'), `${procedure.stage(archive.stage)} · ${t(`archive.state.${archive.state}`)}`],
        archive.dueOn !== null && [t('archive.due'), dateInFull(archive.dueOn, language)],
        archive.state === 'open' && [
          t('archive.checklist'),
          missing > 0 ? t('archive.missing', { count: missing }) : t('archive.complete'),
        ],
      ]}
    />
  );
}

function File({ page, file }: { page: CasePage; file: ArchiveView['files'][number] }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  return (
    <section aria-label={file.number}>
      <h4>
        {file.supplement === 0 ? t('archive.file') : t('archive.supplement', { number: file.supplement })}{' '}
        <span className="figures">{file.number}</span>
      </h4>
      <Facts
        rows={[
          [
            t('archive.class'),
            <span key="class">
              {say(file.retentionClass.name)} <Basis basis={file.retentionClass.basis} />
            </span>,
          ],
          [t('archive.place'), file.place],
          [t('archive.acceptedAt'), dayOfInstant(file.acceptedAt, language)],
          [t('archive.acceptedBy'), say(file.acceptedBy.name)],
          [t('archive.package'), <Package key="package" page={page} file={file} />],
        ]}
      />
    </section>
  );
}

/** What went to the archive, to be saved by those who may have the file. */
function Package({ page, file }: { page: CasePage; file: ArchiveView['files'][number] }): ReactNode {
  const { t } = useTranslation();
  const made = file.package;
  if (made === null) return <span className="quiet">{t('archive.packageWaits')}</span>;
  const name = `${file.number}.zip`;
  return (
    <>
      {page.allowedActions.includes('export-file') ? (
        <a href={transferPackageAddress(page.id, file.id)} download>
          {name}
        </a>
      ) : (
        name
      )}
      <div className="quiet">
        {t('archive.packageSeal', { size: fileSize(made.size), key: made.keyId })}
        <br />
        <code className="hash">{made.sha256}</code>
      </div>
    </>
  );
}

function Holds({ archive: { holds } }: { archive: ArchiveView }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  if (holds.length === 0) return null;
  return (
    <section aria-label={t('archive.holds')}>
      <h4>{t('archive.holds')}</h4>
      <ul className="plain waiting">
        {holds.map((hold) => (
          <li key={hold.id}>
            <span className={hold.liftedAt === null ? 'tag status-on-hold' : 'tag'}>
              {t(hold.liftedAt === null ? 'archive.standing' : 'archive.lifted')}
            </span>{' '}
            {hold.reason}
            <div className="quiet">
              {t('archive.placedBy', { who: say(hold.placedBy.name), date: dayOfInstant(hold.placedAt, language) })}
            </div>
            {hold.liftedAt !== null && hold.liftedBy && (
              <div className="quiet">
                {t('archive.liftedBy', {
                  who: say(hold.liftedBy.name),
                  date: dayOfInstant(hold.liftedAt, language),
                  reason: hold.liftReason ?? '',
                })}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
