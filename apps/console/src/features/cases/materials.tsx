import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { materialsQuery } from '../../api/queries';
import type { CasePage, Material, MaterialsView } from '../../api/types';
import { packageAddress } from '../../api/upload';
import { Empty, Fetched } from '../../ui/states';
import { useSay } from '../../words';
import { MaterialRow } from '../documents/material-row';
import { TemplateLink } from '../documents/template-link';
import { Uploader } from '../documents/uploader';

/** Materials of a case: what the call asks for, item by item, then everything else. */
export function Materials({ page }: { page: CasePage }): ReactNode {
  const answer = useQuery(materialsQuery(page.id));
  return <Fetched answer={answer}>{(view) => <Shelf page={page} view={view} />}</Fetched>;
}

function Shelf({ page, view }: { page: CasePage; view: MaterialsView }): ReactNode {
  const { t } = useTranslation();
  const mayAdd = page.allowedActions.includes('add-document');
  const slots = new Set(view.required.map((item) => item.slot));
  const others = view.documents.filter((one) => one.slot === null || !slots.has(one.slot));
  return (
    <div className="materials">
      {view.documents.length > 0 && (
        <a className="button" href={packageAddress(page.id)} download>
          {t('materials.package')}
        </a>
      )}
      {view.required.length > 0 && <h2>{t('materials.required')}</h2>}
      {view.required.map((item) => (
        <Item
          key={item.slot}
          caseId={page.id}
          item={item}
          mayAdd={mayAdd}
          view={view}
          documents={view.documents.filter((one) => one.slot === item.slot)}
        />
      ))}
      <h2>{t('materials.others')}</h2>
      {mayAdd && <Uploader caseId={page.id} />}
      {mayAdd && <p className="quiet">{t('materials.resumeHint')}</p>}
      {others.length === 0 ? (
        <Empty title={t('materials.empty')} />
      ) : (
        <Rows caseId={page.id} documents={others} view={view} />
      )}
    </div>
  );
}

interface ItemProps {
  caseId: string;
  item: MaterialsView['required'][number];
  mayAdd: boolean;
  view: MaterialsView;
  documents: Material[];
}

function Item({ caseId, item, mayAdd, view, documents }: ItemProps): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const accept = item.formats.map((format) => `.${format}`).join(',');
  return (
    <section className="material-item" aria-label={say(item.title)}>
      <h3>
        {say(item.title)} <span className="quiet">{t(item.required ? 'materials.mustHave' : 'materials.mayHave')}</span>
      </h3>
      <p className="quiet">
        {item.accepts && `${say(item.accepts)} `}
        {t('materials.accepts', { formats: item.formats.join(', ') })}
        {item.template && (
          <>
            {' · '}
            <TemplateLink caseId={caseId} template={item.template} />
          </>
        )}
      </p>
      {documents.length === 0 ? (
        <p className="quiet">{t('materials.missing')}</p>
      ) : (
        <Rows caseId={caseId} documents={documents} view={view} />
      )}
      {mayAdd && !item.perIndicator && <Uploader caseId={caseId} purpose={{ slot: item.slot }} accept={accept} />}
      {mayAdd &&
        item.perIndicator &&
        view.indicators.map((indicator) => (
          <Uploader
            key={indicator.id}
            caseId={caseId}
            label={say(indicator.title)}
            purpose={{ slot: item.slot, indicator: indicator.id }}
            accept={accept}
          />
        ))}
    </section>
  );
}

function Rows({ caseId, documents, view }: { caseId: string; documents: Material[]; view: MaterialsView }): ReactNode {
  return (
    <ul className="plain documents">
      {documents.map((material) => (
        <MaterialRow
          key={material.id}
          caseId={caseId}
          material={material}
          indicator={view.indicators.find((one) => one.id === material.indicator)?.title ?? null}
        />
      ))}
    </ul>
  );
}
