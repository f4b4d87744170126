export {
  faultPartyMessages,
  faultRuleMessages,
  faultSourceMessages,
  incidentMessages,
  messageText,
  shareCutMessages,
} from '@infinitio/domain/messages'
