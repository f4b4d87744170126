// Generated from contracts/src/Reputation.sol by contracts/scripts/generate.ts. Do not edit.
export const reputationAbi = [
  {"inputs":[{"internalType":"contract IDirectory","name":"directory","type":"address"}],"stateMutability":"nonpayable","type":"constructor"},
  {"inputs":[{"internalType":"bytes32","name":"leaf","type":"bytes32"}],"name":"Reputation_LeafUnknown","type":"error"},
  {"inputs":[],"name":"Reputation_PowerTooSmall","type":"error"},
  {"inputs":[],"name":"DIRECTORY","outputs":[{"internalType":"contract IDirectory","name":"","type":"address"}],"stateMutability":"view","type":"function"},
  {"inputs":[],"name":"SUBJECT","outputs":[{"internalType":"bytes32","name":"","type":"bytes32"}],"stateMutability":"view","type":"function"},
  {"inputs":[{"components":[{"internalType":"address","name":"account","type":"address"},{"internalType":"uint128","name":"fulfilled","type":"uint128"},{"internalType":"uint128","name":"failed","type":"uint128"}],"internalType":"struct ReputationStatement","name":"statement","type":"tuple"},{"internalType":"bytes32[]","name":"proof","type":"bytes32[]"}],"name":"meanOf","outputs":[{"internalType":"uint256","name":"mean","type":"uint256"},{"internalType":"uint64","name":"epoch","type":"uint64"}],"stateMutability":"view","type":"function"},
] as const
