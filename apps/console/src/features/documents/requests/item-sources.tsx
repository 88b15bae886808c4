import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRequests } from '../../../api/types';
import { useSay } from '../../../words';
import { DeclineProposal } from './decline-proposal';
import { freeItem, fromLibrary, fromProposal, type DraftEdit, type EditedItem } from './draft-edit';

interface Props {
  drafting: NonNullable<CaseRequests['drafting']>;
  edit: DraftEdit;
  /** Proposals that the draft had taken up when it was opened: they may be taken out and in again. */
  own: ReadonlySet<string>;
  onAdd: (item: EditedItem) => void;
}

/** Where items come from: the library of the programme, what experts proposed, and one's own words. */
export function ItemSources({ drafting, edit, own, onAdd }: Props): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const has = (id: string): boolean => edit.items.some((item) => item.from === 'library' && item.libraryId === id);
  const merged = (id: string): boolean => edit.items.some((item) => item.from === 'proposal' && item.proposalId === id);
  return (
    <>
      <p>
        <Button onClick={() => onAdd(freeItem())}>{t('requests.edit.addFree')}</Button>
      </p>
      {drafting.proposals.length > 0 && (
        <section className="panel" aria-label={t('requests.edit.proposals')}>
          <h3>{t('requests.edit.proposals')}</h3>
          <p className="quiet">{t('requests.edit.proposalsLead')}</p>
          <ul className="plain sources">
            {drafting.proposals.map((one) => (
              <Source
                key={one.id}
                title={one.title}
                what={one.accepts}
                note={`${t('requests.edit.proposedBy', { name: say(one.by) })} · ${one.reason}`}
                taken={(one.merged && !own.has(one.id)) || merged(one.id) ? t('requests.edit.merged') : null}
                add={t('requests.edit.merge')}
                onAdd={() => onAdd(fromProposal(one))}
                besides={<DeclineProposal proposal={one} taken={one.merged || merged(one.id)} />}
                closed={one.declined !== null}
              />
            ))}
          </ul>
        </section>
      )}
      {drafting.library.length > 0 && (
        <section className="panel" aria-label={t('requests.edit.library')}>
          <h3>{t('requests.edit.library')}</h3>
          <p className="quiet">{t('requests.edit.libraryLead')}</p>
          <ul className="plain sources">
            {drafting.library.map((one) => (
              <Source
                key={one.id}
                title={say(one.title)}
                what={say(one.accepts)}
                taken={has(one.id) ? t('requests.edit.added') : null}
                add={t('requests.edit.add')}
                onAdd={() => onAdd(fromLibrary(one))}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Source({
  title,
  what,
  note,
  taken,
  add,
  onAdd,
  besides,
  closed = false,
}: {
  title: string;
  what: string;
  note?: string;
  taken: string | null;
  add: string;
  onAdd: () => void;
  besides?: ReactNode;
  closed?: boolean;
}): ReactNode {
  return (
    <li>
      <div>
        <strong>{title}</strong>
        <p className="quiet">{what}</p>
        {note && <p className="said">{note}</p>}
        {besides}
      </div>
      {closed ? null : taken ? (
        <span className="done">✓ {taken}</span>
      ) : (
        <Button size="small" onClick={onAdd} aria-label={`${add} · ${title}`}>
          {add}
        </Button>
      )}
    </li>
  );
}
