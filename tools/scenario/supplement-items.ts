import type { DraftInput, RequestView } from '../../libs/contracts/api/requests';
import type { Desk } from './desk';
import { pdfOf } from './originals';
import type { Form, Player } from './player';

/** The five items of the nation's notice: three of the programme's library, two written for the case. */
export const supplementItems: DraftInput = {
  dueDays: 10,
  items: [
    { from: 'library', libraryId: 'indicator-evidence' },
    { from: 'library', libraryId: 'staff-list' },
    { from: 'library', libraryId: 'support-commitment-paper' },
    {
      from: 'free',
      title: '评估报告专家签名页',
      accepts: '全体专家签名的评估报告末页',
      formats: ['pdf'],
      required: true,
    },
    {
      from: 'free',
      title: '省级推荐意见说明',
      accepts: '推荐顺序及理由的文字说明',
      formats: ['pdf', 'docx'],
      required: true,
    },
  ],
};

/** Answers every item of a request with a file of its own and a sentence. */
export async function answerItems(desk: Desk, request: RequestView): Promise<void> {
  for (const item of request.items) {
    const bytes = pdfOf([item.title, request.caseNumber, `第${String(request.round)}轮`, '（培训用虚构文件）']);
    const { id } = await desk.upload(request.caseId, item.title, `${String(item.no)}.pdf`, bytes);
    await desk.post('/requests/:id/items/:itemId/answer', `/requests/${request.id}/items/${item.id}/answer`, {
      rev: item.answer?.rev ?? 0,
      text: `${item.title}：已按要求补充，见附件。`,
      unavailableBecause: null,
      documents: [id],
    });
  }
}

/** The province's covering letter: number, date and sealed original of a fictional authority. */
export async function letterOf(desk: Desk, player: Player, on: string, turn: number): Promise<Form> {
  const [region = '', serial = ''] = player.caseNumber.split('-').slice(-2);
  const bytes = pdfOf(['关于报送补充材料的函', player.caseNumber, `成文日期 ${on}`, '（培训用虚构文件）']);
  const { id } = await desk.upload(player.caseId, '关于报送补充材料的函', `函${String(turn)}.pdf`, bytes);
  return {
    number: `示${region}卫函〔${on.slice(0, 4)}〕${String(turn)}${serial.slice(-3)}号`,
    dated: on,
    original: id,
  };
}
