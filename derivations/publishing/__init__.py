"""What is published: its order, its permanent ids, its verification, its export."""
