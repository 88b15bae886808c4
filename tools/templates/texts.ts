import type { Paper } from '../../libs/platform/papers/word-document';

const empty = (rows: number, columns: number): string[][] =>
  Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_cell, column) => (column === 0 ? String(row + 1) : '')),
  );

const mark = '模板：填写后以单位名义提交';

/** Forms to fill in, by the name of their file. zh-CN, as papers are. */
export const templates: Record<string, Paper> = {
  'construction-plan.docx': {
    title: '国家医学中心建设方案',
    subtitle: '申报医院：＿＿＿＿＿＿＿＿＿＿　　专科：＿＿＿＿＿＿＿＿　　填表日期：＿＿＿＿年＿＿月＿＿日',
    mark,
    language: 'zh-CN',
    blocks: [
      { kind: 'heading', text: '一、现状与基础' },
      { kind: 'text', text: '（医院概况、专科能力、人才与科研基础、与设置标准的差距。）' },
      { kind: 'heading', text: '二、目标与任务' },
      { kind: 'text', text: '逐行填写：每一行须有目标、举措、节点、资金和责任部门。行数不足可自行增加。' },
      {
        kind: 'table',
        head: ['序号', '目标', '主要举措', '完成节点', '资金（万元）', '资金来源', '责任部门'],
        widths: [6, 22, 26, 12, 11, 12, 11],
        rows: empty(12, 7),
      },
      { kind: 'heading', text: '三、保障措施' },
      { kind: 'text', text: '（组织领导、工作经费、专职人员、制度保障。）' },
      { kind: 'heading', text: '四、承诺' },
      { kind: 'text', text: '本单位对方案内容的真实性、可行性负责。' },
      { kind: 'text', text: '单位（盖章）：＿＿＿＿＿＿＿＿＿＿　　负责人（签字）：＿＿＿＿＿＿＿＿' },
    ],
  },
  'staff-list.docx': {
    title: '专职人员名册',
    subtitle: '申报医院：＿＿＿＿＿＿＿＿＿＿　　截至日期：＿＿＿＿年＿＿月＿＿日',
    mark,
    language: 'zh-CN',
    blocks: [
      { kind: 'text', text: '仅填写专职从事中心工作的人员；到岗时间以任职文件为准。行数不足可自行增加。' },
      {
        kind: 'table',
        head: ['序号', '姓名', '岗位', '专业技术职称', '所在部门', '到岗时间', '任职文件文号'],
        widths: [6, 14, 18, 16, 18, 12, 16],
        rows: empty(20, 7),
      },
      { kind: 'text', text: '填表人：＿＿＿＿＿＿　　审核人：＿＿＿＿＿＿　　单位（盖章）：＿＿＿＿＿＿＿＿＿＿' },
    ],
  },
};
