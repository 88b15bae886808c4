import type { Standard } from '../../libs/contracts/standard';
import type { Outcome, Step } from '../../libs/contracts/procedure';

type Form = Record<string, unknown>;

/** Figures that meet every condition of a standard. */
export function indicatorEntries(standard: Standard) {
  return standard.indicators.map((indicator) => {
    const figure = typeof indicator.threshold === 'number' ? indicator.threshold + 5 : 1;
    switch (indicator.kind) {
      case 'boolean':
        return { indicator: indicator.id, confirmed: true };
      case 'narrative':
        return { indicator: indicator.id, statement: '已具备该能力，详见佐证材料。' };
      case 'count':
      case 'coverage':
      case 'mean-n-years':
      case 'ratio':
        return { indicator: indicator.id, figures: Array.from({ length: indicator.years ?? 1 }, () => figure) };
    }
  });
}

export interface FormFacts {
  standard: Standard;
  documentId: string;
  today: string;
  experts: string[];
  seatIds: string[];
  number: string;
  archiveNumber?: string;
}

/** A complete form for a step's outcome: what an official would really enter. */
export function formFor(step: Step, outcome: Outcome, facts: FormFacts): Form {
  if (outcome === 'extended') return { days: 5, reasons: '材料较多，情况属实。' };
  if (outcome === 'items-returned') return { items: [{ item: 'item', reason: '未加盖公章。' }] };
  if (outcome === 'returned') return { reasons: '请补充说明后重新报送。' };
  const forms: Partial<Record<Step, Form>> = {
    'prepare-declaration': {
      superiorBody: '示例省卫生健康委员会',
      origin: 'none',
      indicators: indicatorEntries(facts.standard),
      plan: [
        {
          goal: '提升疑难危重救治能力',
          measure: '扩建呼吸危重症监护病房',
          milestone: '2027-06-30',
          funds: 1200,
          responsible: '医务部',
        },
      ],
      fundsCommitted: true,
      staffCommitted: true,
      truthful: true,
    },
    'form-panel': { seats: { personIds: facts.experts, leadId: facts.experts[0] } },
    'declare-interests': { declared: true },
    evaluate: {
      judgements: facts.standard.indicators.map((indicator) => ({ indicator: indicator.id, met: 'met' })),
      summary: '符合设置标准。',
    },
    'write-report': { findings: '专家组逐项核对，均符合设置标准。', conclusion: 'meets' },
    'draft-recommendation': {
      title: '关于推荐示例医院申报国家呼吸医学中心的意见',
      text: '经评估，拟予推荐。',
      commitments: [{ kind: 'equipment', body: '示例省财政厅', amount: '五千万元', by: '2027-12-31' }],
    },
    'submit-to-nhc': {
      form: 'request',
      number: `示卫医〔${facts.today.slice(0, 4)}〕${facts.number}号`,
      dated: facts.today,
      original: facts.documentId,
    },
    'panel-meeting': {
      heldOn: facts.today,
      place: '会议室',
      attendance: facts.seatIds,
      minutes: '会议听取汇报并讨论。',
    },
    vote: { vote: 'for' },
    'draft-decision': {
      title: '关于设置国家呼吸医学中心的审定意见',
      text: '拟同意设置。',
      proposal: 'propose-designation',
    },
    'record-publication': {
      address: 'https://example.org/notice/1',
      publishedOn: facts.today,
      screenshot: facts.documentId,
    },
    'draft-notice': {
      title: '关于设置国家呼吸医学中心的通知',
      addressee: '示例省卫生健康委员会',
      centerNameZh: '国家呼吸医学中心（示例）',
      centerNameEn: 'National Center for Respiratory Medicine (example)',
      text: '现予设置。',
    },
    'issue-notice': {
      number: `示卫医函〔${facts.today.slice(0, 4)}〕${facts.number}号`,
      dated: facts.today,
      original: facts.documentId,
    },
    'accept-file': {
      number: facts.archiveNumber ?? 'Z109-WS·2026-Y-YZS-0001',
      retentionClass: 'permanent',
      place: '档案库房3排2列',
    },
    'forward-result': { forwardedOn: facts.today, manner: '书面转达' },
  };
  if (['not-accepted', 'not-recommended', 'decline', 'lapsed', 'decided-as-is'].includes(outcome))
    return { reasons: '未达到设置标准第三条。' };
  return forms[step] ?? {};
}
