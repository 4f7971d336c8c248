"""What the rules say: vocabulary, text rules, index, retrieval and answering."""
