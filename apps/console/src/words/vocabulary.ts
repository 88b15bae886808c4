import type { Words } from '../api/types';

const w = (zh: string, en: string): Words => ({ zh, en });

/** Divisions by the two digits of GB/T 2260. */
const provinces: Record<string, Words> = {
  '11': w('北京', 'Beijing'),
  '12': w('天津', 'Tianjin'),
  '13': w('河北', 'Hebei'),
  '14': w('山西', 'Shanxi'),
  '15': w('内蒙古', 'Inner Mongolia'),
  '21': w('辽宁', 'Liaoning'),
  '22': w('吉林', 'Jilin'),
  '23': w('黑龙江', 'Heilongjiang'),
  '31': w('上海', 'Shanghai'),
  '32': w('江苏', 'Jiangsu'),
  '33': w('浙江', 'Zhejiang'),
  '34': w('安徽', 'Anhui'),
  '35': w('福建', 'Fujian'),
  '36': w('江西', 'Jiangxi'),
  '37': w('山东', 'Shandong'),
  '41': w('河南', 'Henan'),
  '42': w('湖北', 'Hubei'),
  '43': w('湖南', 'Hunan'),
  '44': w('广东', 'Guangdong'),
  '45': w('广西', 'Guangxi'),
  '46': w('海南', 'Hainan'),
  '50': w('重庆', 'Chongqing'),
  '51': w('四川', 'Sichuan'),
  '52': w('贵州', 'Guizhou'),
  '53': w('云南', 'Yunnan'),
  '54': w('西藏', 'Tibet'),
  '61': w('陕西', 'Shaanxi'),
  '62': w('甘肃', 'Gansu'),
  '63': w('青海', 'Qinghai'),
  '64': w('宁夏', 'Ningxia'),
  '65': w('新疆', 'Xinjiang'),
  '66': w('新疆生产建设兵团', 'XPCC'),
};

const kinds: Record<string, Words> = {
  NMC: w('国家医学中心', 'National Medical Center'),
  NRMC: w('国家区域医疗中心', 'National Regional Medical Center'),
};
/** Specialties of the 2017 and 2022 plans, and categories of published centers outside them. */
const specialties: Record<string, Words> = {
  oncology: w('肿瘤', 'Oncology'),
  neurology: w('神经', 'Neurology'),
  cardiovascular: w('心血管', 'Cardiovascular'),
  paediatrics: w('儿科', 'Paediatrics'),
  respiratory: w('呼吸', 'Respiratory'),
  trauma: w('创伤', 'Trauma'),
  'obstetrics-gynaecology': w('妇产', 'Obstetrics and gynaecology'),
  orthopaedics: w('骨科', 'Orthopaedics'),
  'infectious-disease': w('传染病', 'Infectious disease'),
  stomatology: w('口腔', 'Stomatology'),
  ophthalmology: w('眼科', 'Ophthalmology'),
  'mental-health': w('精神卫生', 'Mental health'),
  comprehensive: w('综合', 'Comprehensive (multi-specialty)'),
  tcm: w('中医', 'Traditional Chinese medicine'),
  geriatrics: w('老年医学', 'Geriatrics'),
  'major-public-health-events': w('重大公共卫生事件', 'Major public-health events'),
  'integrative-medicine': w('中西医结合', 'Integrative medicine'),
};

const unknown = (code: string): Words => ({ zh: code, en: code });

export const provinceCodes = Object.keys(provinces).sort();
export const provinceWords = (code: string): Words => provinces[code] ?? unknown(code);
export const kindWords = (code: string): Words => kinds[code.toUpperCase()] ?? unknown(code);
export const specialtyWords = (code: string): Words => specialties[code] ?? unknown(code);

/** Words of a programme code, which is made of kind and specialty: `nmc-respiratory`. */
export function programmeWords(code: string): Words {
  const [kind = '', ...rest] = code.split('-');
  const specialty = specialties[rest.join('-')];
  if (!specialty || !(kind.toUpperCase() in kinds)) return unknown(code);
  return { zh: `${kindWords(kind).zh}·${specialty.zh}`, en: `${specialty.en} ${kind.toUpperCase()}` };
}
