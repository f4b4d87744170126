// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice One position of a list; it belongs to the same account forever. Weights are thousandths of G.
struct PanelPlace {
    // one storage slot: 160 + 32 + 32 + 32 bits
    address account;
    uint32 weight;
    uint32 weightAtClose; // the weight at the end of `round`
    uint32 round; // the newest round that had ended when the weight last changed
}

/// @notice The sum of the weights in one part of a list (a node of the tree in WeightTreeLib), in thousandths of G.
struct WeightSum {
    // one storage slot: 112 + 112 + 32 bits
    uint112 sum;
    uint112 sumAtClose; // the sum at the end of `round`
    uint32 round; // the newest round that had ended when the sum last changed
}

/// @notice A list of positions with weights, and the tree of sums above them (see WeightTreeLib).
struct WeightTree {
    uint32 count; // places
    mapping(uint256 index => PanelPlace place) places;
    mapping(uint256 node => WeightSum sum) sums;
}

/// @notice A random selection from a list while it runs, in memory.
struct Drawing {
    uint32 round; // the round whose weights at its close are used
    uint256 depth; // levels of the tree above the blocks
    uint256 left; // weight of all places that are neither selected nor left out
    uint256 count; // number of places selected or left out
    uint256[] indices; // positions of those places
    uint256[] weights; // weights of those places
}

/// @notice A member of one list of reviewers, auditors or jurors.
struct PanelMember {
    // one storage slot: 96 + 32 + 32 + 40 + 40 bits
    uint96 bond; // base units of G; its weight while it is a member
    uint32 place; // position in the list, from 1, permanent; 0 if the account never joined
    uint32 openPanels; // open panels that selected it and that it has not answered
    uint40 leftAt; // unix seconds; 0 while it is a member, and after it has withdrawn
    uint40 finedAt; // unix seconds of its last fine, which is its fine for all panels selected before; 0 without a fine
}

/// @notice A requested panel. Its subject and the list of excluded accounts as requested are in its event.
struct Panel {
    // storage slot 0: 160 + 8 + 24 + 64 = 256 bits
    address consumer; // the contract that requested it
    uint8 size;
    uint24 answerSeconds;
    uint64 round; // the first round whose seed may select; after the selection, the round whose seed did
    // storage slot 1: 40 + 32 + 8 = 80 bits, written for the first time by the selection
    uint40 answerUntil; // unix seconds; 0 before the selection
    uint32 answered; // bit i: member i has answered
    bool closed;
    // storage slot 2
    bytes32 kind; // the consumer's name in the Directory, and the name of the list
}

/// @notice Limits that a vote can set. Amounts are in base units of G.
struct PanelLimits {
    uint96 bond; // minimum bond to join a list, 10 to 100,000 G; the maximum is eight times as much
    uint96 fine; // fine of a member that does not answer; at most the bond
}
