import * as z from 'zod';
import { id, paging } from './values';

export const notificationsQuery = z.strictObject({ ...paging });
export const notificationId = z.strictObject({ id: id('notification') });
