import { Button } from 'antd';
import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist';
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure, Loading } from '../../ui/states';

GlobalWorkerOptions.workerSrc = worker;
const width = 900;

/** The pages of a PDF one at a time, painted here: nothing in the file runs, and only what is looked at is fetched. */
export function PdfPages({ address }: { address: string }): ReactNode {
  const { t } = useTranslation();
  const [file, setFile] = useState<PDFDocumentProxy | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [number, setNumber] = useState(1);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const task = getDocument({ url: address, disableAutoFetch: true });
    task.promise.then(setFile, setError);
    return () => void task.destroy();
  }, [address]);
  useEffect(() => {
    let current = true;
    const paint = async (): Promise<void> => {
      const page = await file?.getPage(number);
      const target = canvas.current;
      if (!page || !target || !current) return;
      const viewport = page.getViewport({ scale: width / page.getViewport({ scale: 1 }).width });
      target.width = viewport.width;
      target.height = viewport.height;
      await page.render({ canvas: target, viewport }).promise;
    };
    paint().catch(setError);
    return () => {
      current = false;
    };
  }, [file, number]);
  if (error) return <Failure error={error} />;
  if (!file) return <Loading />;
  return (
    <div className="preview">
      <canvas ref={canvas} aria-label={t('materials.page', { page: number, pages: file.numPages })} />
      <p>
        <Button size="small" disabled={number <= 1} onClick={() => setNumber(number - 1)}>
          {t('materials.before')}
        </Button>{' '}
        {t('materials.page', { page: number, pages: file.numPages })}{' '}
        <Button size="small" disabled={number >= file.numPages} onClick={() => setNumber(number + 1)}>
          {t('materials.next')}
        </Button>
      </p>
    </div>
  );
}
