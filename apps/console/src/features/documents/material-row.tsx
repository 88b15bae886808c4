import { Button } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Material, MaterialVersion, Words } from '../../api/types';
import { versionAddress } from '../../api/upload';
import { Dialog } from '../../ui/dialog';
import { Loading } from '../../ui/states';
import { useLanguage, useSay } from '../../words';
import { fileSize, momentInFull } from '../../words/dates';
import { Uploader } from './uploader';
import { WithdrawForm } from './withdraw-form';

/** The reader of PDF files is large and loaded when one is opened. */
const PdfPages = lazy(() => import('./pdf-pages').then((module) => ({ default: module.PdfPages })));

interface Props {
  caseId: string;
  material: Material;
  indicator: Words | null;
}

export function MaterialRow({ caseId, material, indicator }: Props): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const [shown, show] = useState<MaterialVersion | null>(null);
  const [withdrawing, withdraw] = useState(false);
  const [current, ...older] = material.versions;
  if (!current) return null;
  const version = (one: MaterialVersion): ReactNode => (
    <Version key={one.id} caseId={caseId} material={material} version={one} onPreview={() => show(one)} />
  );
  return (
    <li className="document">
      {indicator && (
        <span className="quiet">
          {t('materials.forIndicator')}: {say(indicator)}
        </span>
      )}
      {version(current)}
      {material.withdrawn && (
        <p className="notice notice-warn">
          {t('materials.withdrawn', {
            at: momentInFull(material.withdrawn.at, language),
            reason: material.withdrawn.reason,
          })}
        </p>
      )}
      {older.length > 0 && (
        <details className="why">
          <summary>{t('materials.versions', { count: older.length + 1 })}</summary>
          {older.map(version)}
        </details>
      )}
      {material.mine && (
        <>
          <Uploader
            caseId={caseId}
            multiple={false}
            label={t('materials.newVersion')}
            purpose={{ documentId: material.id }}
          />
          <Button size="small" onClick={() => withdraw(true)}>
            {t('materials.withdraw')}
          </Button>
        </>
      )}
      <Dialog
        title={t('materials.previewOf', { title: material.title })}
        open={shown !== null}
        onClose={() => show(null)}
      >
        {shown && <Preview address={versionAddress(caseId, material.id, shown.id, 'preview')} version={shown} />}
        <Button onClick={() => show(null)}>{t('materials.close')}</Button>
      </Dialog>
      <Dialog
        title={t('materials.withdrawTitle', { title: material.title })}
        open={withdrawing}
        onClose={() => withdraw(false)}
      >
        <WithdrawForm caseId={caseId} documentId={material.id} onDone={() => withdraw(false)} />
      </Dialog>
    </li>
  );
}

interface VersionProps {
  caseId: string;
  material: Material;
  version: MaterialVersion;
  onPreview: () => void;
}

function Version({ caseId, material, version, onPreview }: VersionProps): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const { by } = version;
  return (
    <div>
      {version.available ? (
        <a href={versionAddress(caseId, material.id, version.id, 'content')} download={version.fileName}>
          {material.title}
        </a>
      ) : (
        <span>{material.title}</span>
      )}{' '}
      <span className="quiet">
        {t('materials.version', { number: version.number })} · {version.fileName} · {fileSize(version.size)} ·{' '}
        {say(by.organisation)}
        {by.person && ` ${say(by.person)}`} · {momentInFull(version.addedAt, language)} ·{' '}
        {t(`materials.state.${version.state}`)}
      </span>
      {version.available && version.preview && (
        <Button size="small" type="link" onClick={onPreview}>
          {t('materials.preview')}
        </Button>
      )}
      <details className="why">
        <summary>{t('materials.digest')}</summary>
        <code className="hash">{version.sha256}</code>
        {version.givenName !== version.fileName && <p>{t('materials.given', { name: version.givenName })}</p>}
      </details>
    </div>
  );
}

function Preview({ address, version }: { address: string; version: MaterialVersion }): ReactNode {
  if (version.preview === 'image') return <img className="preview" src={address} alt={version.fileName} />;
  return (
    <Suspense fallback={<Loading />}>
      <PdfPages address={address} />
    </Suspense>
  );
}
