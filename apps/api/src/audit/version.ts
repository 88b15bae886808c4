export const programName = 'medical-center-review';
export const programVersion = '0.1.0';
