print("joinery")
