export { feeMessages, type FeePlace } from './feeMessages.ts'
export { messageText, writeNotification } from './writeNotification.ts'
export { leaseMessage, type Message, notificationMessages, type NotificationMessages, placeMessages } from './notificationMessages.ts'
export { notificationValues, type NotificationWriter } from './notificationValues.ts'
