export { faultPartyMessages, faultRuleMessages, faultSourceMessages, incidentMessages, messageText } from '@infinitio/domain/messages'
