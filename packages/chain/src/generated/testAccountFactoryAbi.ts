// Generated from contracts/src/dev/TestAccountFactory.sol by contracts/scripts/generate.ts. Do not edit.
export const testAccountFactoryAbi = [
  {"inputs":[{"internalType":"address","name":"first","type":"address"},{"internalType":"address","name":"second","type":"address"},{"internalType":"bytes32","name":"salt","type":"bytes32"}],"name":"addressOf","outputs":[{"internalType":"address","name":"","type":"address"}],"stateMutability":"view","type":"function"},
  {"inputs":[{"internalType":"address","name":"first","type":"address"},{"internalType":"address","name":"second","type":"address"},{"internalType":"bytes32","name":"salt","type":"bytes32"}],"name":"create","outputs":[{"internalType":"address","name":"account","type":"address"}],"stateMutability":"nonpayable","type":"function"},
] as const
