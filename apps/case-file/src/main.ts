import { resultWords } from '../../../libs/contracts/words/procedure';
import { checkShown, checkZip } from './check';
import { el } from './dom';
import './reader.css';
import { readBrought, valueOf, type Brought, type TheCase } from './record';
import {
  contentsSection,
  deadlinesSection,
  decisionsSection,
  documentsSection,
  instantWords,
  requestsSection,
  timelineSection,
} from './sections';
import { verificationSection, type Progress } from './verification';
import { isLine, say, type Language, type Line } from './words';

const order = ['verification', 'contents', 'timeline', 'decisions', 'deadlines', 'requests', 'documents'] as const;

/** The page: drawn anew as a whole when the language changes; while a verification goes on, its own part only. */
class Page {
  private language: Language = navigator.language.startsWith('en') ? 'en' : 'zh';
  private readonly progress: Progress = { shown: null, zip: null };
  private panel = el('section');

  constructor(
    private readonly root: HTMLElement,
    private readonly brought: Brought,
  ) {}

  async open(): Promise<void> {
    this.draw();
    this.progress.shown = await checkShown(this.brought);
    this.drawPanel();
  }

  private draw(): void {
    const { language, brought } = this;
    const drawing = { brought, language };
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = `${brought.manifest.case} · ${say('title', language)}`;
    this.panel = el('section');
    this.root.replaceChildren(
      this.header(),
      el('nav', { 'aria-label': say('contents', language) }, ...order.map((id) => this.jump(id))),
      el(
        'main',
        {},
        this.panel,
        contentsSection(drawing),
        timelineSection(drawing),
        decisionsSection(drawing),
        deadlinesSection(drawing),
        requestsSection(drawing),
        documentsSection(drawing),
      ),
      el('footer', { class: 'quiet' }, say('foot', language)),
    );
    this.drawPanel();
  }

  private jump(id: Line): HTMLElement {
    return el('a', { href: `#${id}` }, say(id, this.language));
  }

  private header(): HTMLElement {
    const { language, brought } = this;
    const { manifest, header } = brought;
    const found = valueOf(brought, 'record/case.json') as TheCase | null;
    const result = found?.result
      ? (resultWords as Record<string, { zh: string; en: string }>)[found.result]
      : undefined;
    const other = el('button', { type: 'button', id: 'language' }, say('language', language));
    other.addEventListener('click', () => {
      this.language = language === 'zh' ? 'en' : 'zh';
      this.draw();
      document.getElementById('language')?.focus();
    });
    const facts = [
      say(manifest.for === 'archive' ? 'forArchive' : 'forApplicant', language),
      `${say('bodies', language)} ${manifest.bodies.map((body) => (isLine(body) ? say(body, language) : body)).join(language === 'zh' ? '、' : ', ')}`,
      `${say('asOf', language)} ${instantWords(manifest.asOf, language)}`,
      `${say('exported', language)} ${instantWords(header.exportedAt, language)} · ${header.exportedBy[language]}`,
      ...(result ? [`${say('result', language)} ${result[language]}`] : []),
    ];
    return el(
      'header',
      {},
      el('h1', {}, `${say('title', language)} ${manifest.case} · ${found?.applicant.name[language] ?? ''}`),
      el('p', { class: 'quiet' }, facts.join(' · ')),
      other,
    );
  }

  private drawPanel(): void {
    const made = verificationSection(this.progress, {
      keyId: this.brought.header.keyId,
      language: this.language,
      onChoose: (file) => void this.choose(file),
    });
    this.panel.replaceWith(made);
    this.panel = made;
  }

  private async choose(file: File): Promise<void> {
    const { name } = file;
    this.progress.zip = { name, bytes: 0 };
    this.drawPanel();
    let told = 0;
    const tell = (bytes: number) => {
      if (bytes - told < 16_000_000) return;
      told = bytes;
      this.progress.zip = { name, bytes };
      this.drawPanel();
    };
    this.progress.zip = await checkZip(file, tell).then(
      (report) => ({ name, report }),
      () => ({ name, failed: true as const }),
    );
    this.drawPanel();
  }
}

const root = document.getElementById('case-file');
const brought = readBrought();
if (root && brought) void new Page(root, brought).open();
else root?.append(el('p', { class: 'verdict bad' }, `${say('noData', 'zh')} ${say('noData', 'en')}`));
