export { notificationKinds, notificationPath } from '@infinitio/domain'
export { leaseMessage, messageText, writeNotification, type NotificationWriter } from '@infinitio/domain/messages'
