import type { Cast, Parties } from './cast';
import { pdfOf, pngOf } from './originals';
import type { Act, Form, Hand } from './player';
import { constructionPlan, figures, judgementsOf, supportCommitments } from './respiratory-figures';

type By = Act['by'];
const hospital =
  (post: 'preparer' | 'signatory'): By =>
  (_cast, parties) => [`${parties.hospital}.${post}`];
const province =
  (post: 'handler1' | 'checker' | 'signatory'): By =>
  (_cast, parties) => [`${parties.province}.${post}`];
const nation =
  (post: 'handler1' | 'handler2' | 'checker' | 'signatory'): By =>
  () => [`nhc.${post}`];

const panelOf = (side: 'province' | 'nation', cast: Cast, parties: Parties): string[] =>
  cast.experts(side === 'province' ? parties.provincialExperts : parties.nationalExperts);
const everyExpert =
  (side: 'province' | 'nation'): By =>
  (cast, parties) =>
    panelOf(side, cast, parties);
const leadExpert =
  (side: 'province' | 'nation'): By =>
  (cast, parties) =>
    panelOf(side, cast, parties).slice(0, 1);

const opinion = (text: string) => (): Form => ({ opinion: text });

/** Document numbers of fictional authorities: the year is that of the paper, the last figures are the case's own. */
function numberOf(hand: Hand, of: 'province' | 'nation'): string {
  const [region = '', serial = ''] = hand.caseNumber.split('-').slice(-2);
  const year = hand.on.slice(0, 4);
  if (of === 'province') return `示${region}卫报〔${year}〕${String(Number(serial))}号`;
  return `示卫医函〔${year}〕${region}${serial.slice(-3)}号`;
}

async function original(hand: Hand, title: string, lines: string[]): Promise<string> {
  const bytes = pdfOf([title, hand.caseNumber, ...lines, `成文日期 ${hand.on}`, '（培训用虚构文件）']);
  return (await hand.desk.upload(hand.caseId, title, `${title}.pdf`, bytes)).id;
}

async function declarationForm(hand: Hand): Promise<Form> {
  const goals = constructionPlan.map((row, i) => `${String(i + 1)}. ${row.goal}：${row.milestone}`);
  return {
    superiorBody: '示例医科大学',
    origin: 'none',
    indicators: figures,
    plan: constructionPlan,
    planFile: await original(hand, '建设方案', goals),
    fundsCommitted: true,
    staffCommitted: true,
    truthful: true,
  };
}

/** Seats the people of the cast, told apart from others of the pool by name and institution. */
const seats =
  (side: 'province' | 'nation') =>
  async (hand: Hand): Promise<Form> => {
    const { pool } = await hand.task();
    const personIds = panelOf(side, hand.cast, hand.parties).map((username) => {
      const { name, organisation } = hand.cast.account(username);
      const expert = pool.find((one) => one.name.zh === name.zh && one.organisation.id === organisation.id);
      if (!expert) throw new Error(`${username} is not in the pool offered`);
      return expert.id;
    });
    return { seats: { personIds, leadId: personIds[0] } };
  };

async function sheet(hand: Hand): Promise<Form> {
  const { standard } = await hand.task();
  if (!standard) throw new Error('the task shows no standard to judge by');
  return {
    judgements: judgementsOf(standard.indicators),
    summary: `专家${String(hand.turn + 1)}：逐项核对申报数据、现场核查与佐证材料，各项条件均已达到，学科综合实力突出。`,
  };
}

const report = (): Form => ({
  findings:
    '专家组逐项核验了申报数据，抽查病案和教学、科研档案，现场查看重症监护病房和肺功能检查室。各项指标均达到设置标准，建设方案目标明确、措施可行。',
  conclusion: 'meets',
});

async function minutes(hand: Hand): Promise<Form> {
  const { seats: present } = await hand.task();
  return {
    heldOn: hand.on,
    place: '线上会议室',
    attendance: present.map((seat) => seat.id),
    minutes: '会议听取组长关于评审情况的汇报，逐项讨论达标情况，全体专家到会，讨论后进入表决。',
  };
}

async function submissionForm(hand: Hand): Promise<Form> {
  const number = numberOf(hand, 'province');
  return { form: 'request', number, dated: hand.on, original: await original(hand, '上报请示', [number]) };
}

async function publication(hand: Hand): Promise<Form> {
  const shot = await hand.desk.upload(hand.caseId, '公示截图', '公示截图.png', pngOf(320, 200));
  return { address: `https://notice.example.org/${hand.caseNumber}`, publishedOn: hand.on, screenshot: shot.id };
}

function noticeForm(hand: Hand): Form {
  const applicant = hand.cast.account(`${hand.parties.hospital}.preparer`).organisation.name;
  return {
    title: `关于设置国家呼吸医学中心（${hand.caseNumber}）的通知`,
    addressee: hand.cast.account(`${hand.parties.province}.handler1`).organisation.name.zh,
    centerNameZh: `国家呼吸医学中心（${applicant.zh}）`,
    centerNameEn: `National Center for Respiratory Medicine (${applicant.en})`,
    text: `经研究，决定以${applicant.zh}为主体设置国家呼吸医学中心。请指导医院按照建设方案履行中心职责。`,
  };
}

async function issueForm(hand: Hand): Promise<Form> {
  const number = numberOf(hand, 'nation');
  return { number, dated: hand.on, original: await original(hand, '设置通知', [number]) };
}

/** The plain respiratory case from declaration to result, on the days of early 2026 it is told on. */
export const respiratoryActs: readonly Act[] = [
  {
    on: '2026-01-05',
    stage: 'declaration',
    step: 'prepare-declaration',
    outcome: 'submitted-for-signature',
    by: hospital('preparer'),
    form: declarationForm,
  },
  {
    on: '2026-01-06',
    stage: 'declaration',
    step: 'sign-declaration',
    outcome: 'signed',
    by: hospital('signatory'),
    form: opinion('材料真实完整，同意申报。'),
  },
  {
    on: '2026-01-07',
    stage: 'provincial-intake',
    step: 'check-completeness',
    outcome: 'accepted',
    by: province('handler1'),
    form: opinion('材料齐全，符合法定形式，予以受理。'),
  },
  {
    on: '2026-01-08',
    stage: 'provincial-evaluation',
    step: 'form-panel',
    outcome: 'formed',
    by: province('handler1'),
    form: seats('province'),
  },
  {
    on: '2026-01-09',
    stage: 'provincial-evaluation',
    step: 'declare-interests',
    outcome: 'none',
    by: everyExpert('province'),
    form: () => ({ declared: true }),
  },
  {
    on: '2026-01-12',
    stage: 'provincial-evaluation',
    step: 'evaluate',
    outcome: 'evaluated',
    by: everyExpert('province'),
    form: sheet,
  },
  {
    on: '2026-01-13',
    stage: 'provincial-evaluation',
    step: 'write-report',
    outcome: 'reported',
    by: leadExpert('province'),
    form: report,
  },
  {
    on: '2026-01-14',
    stage: 'provincial-recommendation',
    step: 'draft-recommendation',
    outcome: 'drafted',
    by: province('handler1'),
    form: () => ({
      title: '关于推荐申报国家呼吸医学中心的意见',
      text: '经组织专家评估，该院各项条件符合设置标准，拟同意推荐，并落实下列支持承诺。',
      commitments: supportCommitments,
    }),
  },
  {
    on: '2026-01-15',
    stage: 'provincial-recommendation',
    step: 'check-recommendation',
    outcome: 'agreed',
    by: province('checker'),
    form: opinion('评估程序规范，承诺具体可行，同意推荐。'),
  },
  {
    on: '2026-01-16',
    stage: 'provincial-recommendation',
    step: 'sign-recommendation',
    outcome: 'recommended',
    by: province('signatory'),
    form: opinion('同意推荐。'),
  },
  {
    on: '2026-01-19',
    stage: 'submission',
    step: 'submit-to-nhc',
    outcome: 'submitted',
    by: province('handler1'),
    form: submissionForm,
  },
  {
    on: '2026-01-27',
    stage: 'national-intake',
    step: 'check-submission',
    outcome: 'accepted',
    by: nation('handler1'),
    form: opinion('形式审查通过。'),
  },
  {
    on: '2026-01-28',
    stage: 'national-review',
    step: 'form-panel',
    outcome: 'formed',
    by: nation('handler1'),
    form: seats('nation'),
  },
  {
    on: '2026-01-29',
    stage: 'national-review',
    step: 'declare-interests',
    outcome: 'none',
    by: everyExpert('nation'),
    form: () => ({ declared: true }),
  },
  {
    on: '2026-02-02',
    stage: 'national-review',
    step: 'evaluate',
    outcome: 'evaluated',
    by: everyExpert('nation'),
    form: sheet,
  },
  {
    on: '2026-02-03',
    stage: 'national-review',
    step: 'write-report',
    outcome: 'reported',
    by: leadExpert('nation'),
    form: report,
  },
  {
    on: '2026-02-04',
    stage: 'national-review',
    step: 'panel-meeting',
    outcome: 'minuted',
    by: leadExpert('nation'),
    form: minutes,
  },
  {
    on: '2026-02-05',
    stage: 'national-review',
    step: 'vote',
    outcome: 'voted',
    by: everyExpert('nation'),
    form: () => ({ vote: 'for' }),
  },
  {
    on: '2026-02-06',
    stage: 'national-decision',
    step: 'draft-decision',
    outcome: 'drafted',
    by: nation('handler1'),
    form: () => ({
      title: '关于国家呼吸医学中心设置的审定意见',
      text: '评审专家组一致同意，申报医院符合设置标准，拟予设置并公示。',
      proposal: 'propose-designation',
    }),
  },
  {
    on: '2026-02-09',
    stage: 'national-decision',
    step: 'check-decision',
    outcome: 'agreed',
    by: nation('checker'),
    form: opinion('程序完备，同意。'),
  },
  {
    on: '2026-02-10',
    stage: 'national-decision',
    step: 'sign-decision',
    outcome: 'propose-designation',
    by: nation('signatory'),
    form: opinion('同意拟设置，按程序公示。'),
  },
  {
    on: '2026-02-11',
    stage: 'public-notice',
    step: 'record-publication',
    outcome: 'recorded',
    by: nation('handler1'),
    form: publication,
  },
  {
    on: '2026-02-26',
    stage: 'issue',
    step: 'draft-notice',
    outcome: 'drafted',
    by: nation('handler1'),
    form: noticeForm,
  },
  {
    on: '2026-02-27',
    stage: 'issue',
    step: 'check-notice',
    outcome: 'agreed',
    by: nation('checker'),
    form: opinion('公示期满无异议，同意印发。'),
  },
  {
    on: '2026-02-28',
    stage: 'issue',
    step: 'sign-notice',
    outcome: 'signed',
    by: nation('signatory'),
    form: opinion('同意印发。'),
  },
  {
    on: '2026-03-02',
    stage: 'issue',
    step: 'issue-notice',
    outcome: 'issued',
    by: nation('handler1'),
    form: issueForm,
  },
  {
    on: '2026-03-03',
    stage: 'issue',
    step: 'forward-result',
    outcome: 'forwarded',
    by: province('handler1'),
    form: (hand) => ({ forwardedOn: hand.on, manner: '书面转达' }),
  },
];

/** The acts of the plain case up to and including a step. */
export function actsUntil(stage: Act['stage'], step: Act['step']): readonly Act[] {
  const last = respiratoryActs.findIndex((act) => act.stage === stage && act.step === step);
  if (last < 0) throw new Error(`the plain case has no ${stage}/${step}`);
  return respiratoryActs.slice(0, last + 1);
}
