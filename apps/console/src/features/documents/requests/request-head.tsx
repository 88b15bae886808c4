import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestView } from '../../../api/types';
import { Heading } from '../../../ui/page';
import { RequestTags } from './parts';

/** Title, number, state and tags of a request's screen. */
export function RequestHead({
  view,
  title,
  children,
}: {
  view: RequestView;
  title: string;
  children?: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <header className="page-head">
      <div>
        <Heading>
          {title} <span className="figures">{view.number ?? ''}</span>
        </Heading>
        <p className="card-line">
          <span className="tag status-open">{t(`requests.state.${view.state}`)}</span>
          <RequestTags row={view} />
        </p>
      </div>
      {children && <div className="page-actions">{children}</div>}
    </header>
  );
}
