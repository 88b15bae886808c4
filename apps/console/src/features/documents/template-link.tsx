import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestItem } from '../../api/types';
import { templateAddress } from '../../api/upload';
import { useSay } from '../../words';

/** The way to a form to fill in: where the authority publishes it, or the file the programme holds. */
export function TemplateLink({
  caseId,
  template,
}: {
  caseId: string;
  template: NonNullable<RequestItem['template']>;
}): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const name = t('requests.template', { title: say(template.title) });
  if (template.sha256 !== null)
    return (
      <a href={templateAddress(caseId, template.sha256)} download>
        {name}
      </a>
    );
  return (
    <a href={template.address ?? undefined} rel="noreferrer" target="_blank">
      {name}
    </a>
  );
}
