"""The endpoint and the explorer: SPARQL 1.1 Protocol, Graph Store Protocol, VoID, pages, JSON."""
