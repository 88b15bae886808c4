import type { DesignationFile, Next } from '../procedure';

/** 公示. The proposal is open to the public until the notice period is over. */
export async function publicNotice(file: DesignationFile): Promise<Next> {
  const outcome = await file.stage('public-notice');
  switch (outcome) {
    case 'notice-over':
      return 'issue';
  }
}
