// Generated from contracts/src/dev/TestContractAccount.sol by contracts/scripts/generate.ts. Do not edit.
export const testContractAccountAbi = [
  {"inputs":[{"internalType":"address","name":"first_","type":"address"},{"internalType":"address","name":"second_","type":"address"}],"stateMutability":"nonpayable","type":"constructor"},
  {"inputs":[],"name":"ECDSAInvalidSignature","type":"error"},
  {"inputs":[{"internalType":"uint256","name":"length","type":"uint256"}],"name":"ECDSAInvalidSignatureLength","type":"error"},
  {"inputs":[{"internalType":"bytes32","name":"s","type":"bytes32"}],"name":"ECDSAInvalidSignatureS","type":"error"},
  {"inputs":[],"name":"first","outputs":[{"internalType":"address","name":"","type":"address"}],"stateMutability":"view","type":"function"},
  {"inputs":[{"internalType":"bytes32","name":"digest","type":"bytes32"},{"internalType":"bytes","name":"signature","type":"bytes"}],"name":"isValidSignature","outputs":[{"internalType":"bytes4","name":"","type":"bytes4"}],"stateMutability":"view","type":"function"},
  {"inputs":[],"name":"mood","outputs":[{"internalType":"enum TestContractAccount.Mood","name":"","type":"uint8"}],"stateMutability":"view","type":"function"},
  {"inputs":[],"name":"second","outputs":[{"internalType":"address","name":"","type":"address"}],"stateMutability":"view","type":"function"},
  {"inputs":[{"internalType":"enum TestContractAccount.Mood","name":"next","type":"uint8"}],"name":"setMood","outputs":[],"stateMutability":"nonpayable","type":"function"},
] as const
