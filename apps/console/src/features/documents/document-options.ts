import { useTranslation } from 'react-i18next';

interface Choosable {
  id: string;
  title: string;
  fileName: string;
}

/** Documents of a case as what a field offers: by title, with the file's name. */
export function useDocumentOptions(): (documents: readonly Choosable[]) => { value: string; label: string }[] {
  const { t } = useTranslation();
  return (documents) =>
    documents.map(({ id, title, fileName }) => ({
      value: id,
      label: t('ui.titleOfFile', { title, file: fileName }),
    }));
}
